package io.lockstep.conformance.oracle;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The toy specifications of the rig's own tests. */
public final class Toys {

    private Toys() {
    }

    /**
     * Finds a file of the toys.
     *
     * @param name its path below the folder of toys
     * @return the file
     */
    public static Path file(String name) {
        try {
            return Path.of(Toys.class.getResource("/toys/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Loads a toy.
     *
     * @param module its module
     * @param cfg    its model
     * @return the oracle
     */
    public static Oracle load(String module, String cfg) {
        return Oracle.load(file(module + ".tla"), file(cfg + ".cfg"));
    }
}
