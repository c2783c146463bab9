package io.lockstep.conformance.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A room's list of models, in the manner of tlaplus/Examples.
 *
 * @param file   the file it was read from
 * @param room   the room's name
 * @param models the models in the order of the file
 */
public record Manifest(Path file, String room, List<Model> models) {

    static final String FILE = "manifest.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ROOM_KEYS = Set.of("room", "description", "modules");
    private static final Set<String> MODULE_KEYS = Set.of("path", "description", "models");
    private static final Set<String> MODEL_KEYS = Set.of("path", "mode", "size", "result", "violates",
            "seed", "distinctStates", "totalStates", "stateDepth", "unused", "description");
    private static final String EXHAUSTIVE = "exhaustive search";
    private static final String RANDOM = "random sample";

    /**
     * Reads a manifest and holds it against the files beside it.
     *
     * @param file    the manifest
     * @param section the section of the evidence that its models count for
     * @return the manifest
     * @throws BadInputException if it is malformed, names a missing file, or misses a configuration
     */
    public static Manifest read(Path file, String section) {
        try {
            Manifest manifest = new Reader(file, section).read(JSON.readTree(file.toFile()));
            manifest.requireComplete();
            return manifest;
        } catch (JsonProcessingException e) {
            throw new BadInputException(file + ":" + e.getLocation().getLineNr() + ": not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireComplete() {
        Set<String> strays = new TreeSet<>();
        try (Stream<Path> files = Files.list(file.getParent())) {
            files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".cfg")).forEach(strays::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set<String> listed = new HashSet<>();
        for (Model model : models) {
            String cfg = model.cfg().getFileName().toString();
            String seed = model.seed() == null ? "" : " with seed " + model.seed();
            if (!listed.add(cfg + seed)) throw new BadInputException(file + ": lists " + cfg + seed + " twice");
            strays.remove(cfg);
        }
        if (!strays.isEmpty()) {
            throw new BadInputException(file + ": lists no model for " + String.join(", ", strays)
                    + "; add one, with the result it must have, or remove the configuration");
        }
    }

    /** Reads the parts; every complaint names the file and the model. */
    private record Reader(Path file, String section) {

        Manifest read(JsonNode root) {
            if (root == null || !root.isObject()) throw bad("", "is not an object with \"room\" and \"modules\"");
            known(root, ROOM_KEYS, "");
            String room = text(root, "room", "");
            List<Model> models = new ArrayList<>();
            for (JsonNode module : list(root, "modules", "")) {
                known(module, MODULE_KEYS, "");
                Path path = existing(text(module, "path", ""), ".tla");
                for (JsonNode model : list(module, "models", path.getFileName() + ": ")) {
                    models.add(model(room, path, model));
                }
            }
            if (!room.equals(folder().getFileName().toString())) {
                throw bad("", "calls the room \"" + room + "\", but its folder is " + folder().getFileName());
            }
            return new Manifest(file, room, List.copyOf(models));
        }

        private Model model(String room, Path module, JsonNode node) {
            String where = module.getFileName() + ": ";
            Path cfg = existing(text(node, "path", where), ".cfg");
            where = cfg.getFileName() + ": ";
            known(node, MODEL_KEYS, where);
            String mode = text(node, "mode", where);
            if (!Set.of(EXHAUSTIVE, RANDOM).contains(mode)) {
                throw bad(where, "\"mode\" must be \"" + EXHAUSTIVE + "\" or \"" + RANDOM + "\"");
            }
            Long seed = number(node, "seed", where);
            if (mode.equals(RANDOM) != (seed != null)) {
                throw bad(where, "a " + RANDOM + " needs a \"seed\", and nothing else has one");
            }
            String size = text(node, "size", where);
            if (!Set.of("small", "large").contains(size)) throw bad(where, "\"size\" must be \"small\" or \"large\"");
            String words = text(node, "result", where);
            String place = where;
            Result result = Result.expected(words).orElseThrow(() -> bad(place, "\"result\" is \"" + words
                    + "\"; it must be success, safety failure, liveness failure, deadlock or assumption failure"));
            String violates = node.has("violates") ? text(node, "violates", where) : null;
            boolean named = result == Result.SAFETY || result == Result.LIVENESS;
            if (named && violates == null) throw bad(where, "a " + result + " needs \"violates\", the name of what is violated");
            if (!named && violates != null) throw bad(where, "\"violates\" makes no sense with result \"" + result + "\"");
            Counts counts = new Counts(number(node, "distinctStates", where), number(node, "totalStates", where),
                    number(node, "stateDepth", where));
            if (result == Result.SUCCESS && (counts.distinct() == null || counts.total() == null || counts.depth() == null)) {
                throw bad(where, "a success needs \"distinctStates\", \"totalStates\" and \"stateDepth\";"
                        + " write 0 and let `lockstep check --update` fill them in");
            }
            List<String> unused = new ArrayList<>();
            if (node.has("unused")) for (JsonNode name : list(node, "unused", where)) unused.add(name.asText());
            return new Model(section, room, module, cfg, size.equals("large"), result, violates, seed, counts,
                    List.copyOf(unused), node.path("description").asText(""));
        }

        private Path existing(String name, String ending) {
            Path path = folder().resolve(name);
            if (!name.endsWith(ending)) throw bad("", "\"path\": \"" + name + "\" should end in " + ending);
            if (!Files.isRegularFile(path)) throw bad("", "there is no " + name + " beside it");
            return path;
        }

        private Path folder() {
            return file.toAbsolutePath().getParent();
        }

        private String text(JsonNode node, String key, String where) {
            if (!node.path(key).isTextual()) throw bad(where, "\"" + key + "\" is missing or not a text");
            return node.get(key).asText();
        }

        private Long number(JsonNode node, String key, String where) {
            if (!node.has(key)) return null;
            if (!node.get(key).isIntegralNumber() || node.get(key).asLong() < 0) {
                throw bad(where, "\"" + key + "\" is not a natural number");
            }
            return node.get(key).asLong();
        }

        private JsonNode list(JsonNode node, String key, String where) {
            if (!node.path(key).isArray()) throw bad(where, "\"" + key + "\" is missing or not a list");
            return node.get(key);
        }

        private void known(JsonNode node, Set<String> keys, String where) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (!keys.contains(field.getKey())) {
                    throw bad(where, "unknown key \"" + field.getKey() + "\"; known are "
                            + String.join(", ", new TreeSet<>(keys)));
                }
            }
        }

        private BadInputException bad(String where, String what) {
            return new BadInputException(file + ": " + where + what);
        }
    }
}
