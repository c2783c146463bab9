package io.lockstep.conformance.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A file of proofs, {@code proofs/ROOM/NAME_proof.tla}. Only tlapm can prove; without it a file can still be
 * parsed, which finds names that do not exist and steps that cite none.
 *
 * @param room   the room it belongs to
 * @param module the file
 */
public record ProofFile(String room, Path module) {

    private static final String ENDING = "_proof.tla";

    /**
     * What came of parsing a file.
     *
     * @param file      the file
     * @param complaint what the parser complains of; empty if nothing is wrong
     * @param seconds   how long it took
     */
    public record Parsed(ProofFile file, List<String> complaint, double seconds) {

        /**
         * Whether the parser accepts the file. That says nothing about whether it proves anything.
         *
         * @return true if there is no complaint
         */
        public boolean asExpected() {
            return complaint.isEmpty();
        }
    }

    /**
     * The proof files of some rooms.
     *
     * @param root  the project's folder
     * @param rooms the rooms' names; none means all
     * @return the files in the order of rooms and names
     */
    public static List<ProofFile> of(Path root, Collection<String> rooms) {
        List<ProofFile> all = new ArrayList<>();
        for (Path folder : Rooms.children(root.resolve("proofs"))) {
            String room = folder.getFileName().toString();
            if (!rooms.isEmpty() && !rooms.contains(room)) continue;
            Rooms.children(folder).stream().filter(file -> file.toString().endsWith(ENDING)).map(file -> new ProofFile(room, file))
                    .forEach(all::add);
        }
        return all;
    }

    /**
     * The module's name.
     *
     * @return the file's name without its ending
     */
    public String name() {
        return module.getFileName().toString().replaceFirst("\\.tla$", "");
    }

    /**
     * Parses the file. The modules that come with tlapm are replaced by an outline of them, in {@code proofs/library}.
     *
     * @param tlc  whose parser to use
     * @param work a folder for what the run leaves behind
     * @return what came of it
     */
    public Parsed parse(Tlc tlc, Path work) {
        long start = System.nanoTime();
        List<Path> library = new ArrayList<>(Rooms.library(module));
        library.addAll(Rooms.children(module.toAbsolutePath().getParent().getParent()));
        List<String> complaint = tlc.parse(module, library, work.resolve("proofs").resolve(room).resolve(name() + "-parsed"));
        return new Parsed(this, complaint, (System.nanoTime() - start) / 1e9);
    }
}
