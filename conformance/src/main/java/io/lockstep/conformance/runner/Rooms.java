package io.lockstep.conformance.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Finds the rooms of a project by their manifests: {@code specs/ROOM/} and {@code proofs/ROOM/}. */
public final class Rooms {

    /** The system property that names the project's folder. */
    public static final String ROOT = "lockstep.root";

    private Rooms() {
    }

    /**
     * The project's folder.
     *
     * @return the folder that {@value #ROOT} names, else the nearest one upwards that has {@code specs}
     * @throws BadInputException if there is none
     */
    public static Path root() {
        String named = System.getProperty(ROOT, "");
        if (!named.isEmpty()) return Path.of(named).toAbsolutePath().normalize();
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("specs"))) return folder;
        }
        throw new BadInputException("no folder named specs in " + here + " or above it; run lockstep inside the project,"
                + " or name its folder by -D" + ROOT + "=");
    }

    /**
     * The models of some rooms.
     *
     * @param root  the project's folder
     * @param rooms the rooms' names; none means all
     * @return the models in the order of rooms and manifests
     * @throws BadInputException if a room is unknown or a manifest is bad
     */
    public static List<Model> models(Path root, Collection<String> rooms) {
        List<Manifest> manifests = new ArrayList<>();
        for (Path folder : folders(root)) {
            String room = folder.getFileName().toString();
            if (!rooms.isEmpty() && !rooms.contains(room)) continue;
            Path file = folder.resolve(Manifest.FILE);
            if (Files.exists(file)) {
                manifests.add(Manifest.read(file, folder.getParent().getFileName().toString().equals("proofs") ? "proofs" : "models"));
            } else if (folder.startsWith(root.resolve("specs"))) {
                throw new BadInputException(folder + " has no " + Manifest.FILE + "; list its models there");
            }
        }
        requireKnown(manifests.stream().map(Manifest::room).distinct().toList(), rooms, root);
        return manifests.stream().flatMap(m -> m.models().stream()).toList();
    }

    /**
     * The folders in which a module and those that it uses are found.
     *
     * @param module a module's file
     * @return its own folder, then those of all rooms under {@code specs/}: rooms build on each other
     */
    public static List<Path> library(Path module) {
        Path own = module.toAbsolutePath().getParent();
        Path specs = own.getParent().resolveSibling("specs");
        return Stream.concat(Stream.of(own), children(specs).stream().filter(Files::isDirectory).filter(r -> !r.equals(own)))
                .toList();
    }

    private static void requireKnown(List<String> found, Collection<String> rooms, Path root) {
        for (String room : rooms) {
            if (!found.contains(room)) {
                List<String> known = folders(root).stream().filter(f -> Files.exists(f.resolve(Manifest.FILE)))
                        .map(f -> f.getFileName().toString()).distinct().toList();
                throw new BadInputException("no room named " + room + "; there " + (known.isEmpty() ? "are none in " + root
                        : "are: " + String.join(", ", known)));
            }
        }
    }

    /** The folders of specs, then of proofs, that hold a specification. */
    private static List<Path> folders(Path root) {
        List<Path> all = new ArrayList<>();
        for (String kind : List.of("specs", "proofs")) {
            children(root.resolve(kind)).stream().filter(Rooms::holdsSpecification).forEach(all::add);
        }
        return all;
    }

    private static boolean holdsSpecification(Path folder) {
        return children(folder).stream().anyMatch(f -> f.toString().endsWith(".tla") || f.endsWith(Manifest.FILE));
    }

    /** What is in a folder, sorted; nothing if there is no such folder. */
    static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
