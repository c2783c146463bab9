package io.lockstep.conformance.runner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** New counts replace old ones and leave the rest of a manifest as it is. */
class CountsUpdateTest {

    @TempDir
    Path folder;

    @Test
    void onlyTheCountsOfTheSeedChange() throws Exception {
        Project project = Project.in(folder);
        List<Model> before = Rooms.models(project.root(), List.of());
        Model second = before.stream().filter(m -> m.name().equals("Drawn-2")).findFirst().orElseThrow();
        CountsUpdate.write(new Verdict(second, Result.SUCCESS, null, new Counts(17L, 58L, 6L), null, List.of("differs"), 1));
        for (Model model : Rooms.models(project.root(), List.of())) {
            Counts old = before.stream().filter(m -> m.name().equals(model.name())).findFirst().orElseThrow().counts();
            assertEquals(model.name().equals("Drawn-2") ? new Counts(17L, 58L, 6L) : old, model.counts(), model.name());
        }
    }

    @Test
    void onlyTheCountsOfTheModelChange() throws Exception {
        Project project = Project.in(folder);
        String before = Files.readString(project.manifest());
        Model model = Rooms.models(project.root(), List.of()).stream().filter(m -> m.name().equals("IdleAction")).findFirst().orElseThrow();
        CountsUpdate.write(new Verdict(model, Result.SUCCESS, null, new Counts(17L, 58L, 6L), null, List.of("differs"), 1));
        String expected = before.replace("\"distinctStates\": 16, \"totalStates\": 53, \"stateDepth\": 5",
                "\"distinctStates\": 17, \"totalStates\": 58, \"stateDepth\": 6");
        assertEquals(expected, Files.readString(project.manifest()));
        assertEquals(new Counts(17L, 58L, 6L), Rooms.models(project.root(), List.of()).stream()
                .filter(m -> m.name().equals("IdleAction")).findFirst().orElseThrow().counts());
    }
}
