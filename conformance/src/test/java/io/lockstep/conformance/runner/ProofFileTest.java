package io.lockstep.conformance.runner;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A file of proofs is parsed; what the parser would pass over with exit code 0 is found. */
class ProofFileTest {

    @TempDir
    Path root;

    @Test
    void aProofThatCitesItsStepsParses() throws Exception {
        assertEquals(List.of(), complaint("<1>1. 1 = 1 OBVIOUS\n<1> QED BY <1>1, PTL"));
    }

    @Test
    void aStepThatDoesNotExistIsFound() throws Exception {
        assertComplains("Unknown operator: `<1>2'.", "<1>1. 1 = 1 OBVIOUS\n<1> QED BY <1>2");
    }

    @Test
    void aNameThatDoesNotExistIsFound() throws Exception {
        assertComplains("Unknown operator: `Lemma'.", "BY Lemma");
    }

    @Test
    void aWrongLevelIsFound() throws Exception {
        assertComplains("Level error in applying operator '", "<1>1. x'' = x OBVIOUS\n<1> QED BY <1>1");
    }

    @Test
    void whatIsNoTlaIsFound() throws Exception {
        assertComplains("***Parse Error***", "<1>1. 1 = = 1 OBVIOUS\n<1> QED BY <1>1");
    }

    @Test
    void onlyTheRoomsAskedForAreParsed() throws Exception {
        write("OBVIOUS");
        assertEquals(List.of("Some_proof"), ProofFile.of(root, List.of()).stream().map(ProofFile::name).toList());
        assertEquals(List.of("Some_proof"), ProofFile.of(root, List.of("room")).stream().map(ProofFile::name).toList());
        assertEquals(List.of(), ProofFile.of(root, List.of("other")));
    }

    private void assertComplains(String expected, String proof) throws IOException {
        List<String> complaint = complaint(proof);
        assertTrue(complaint.stream().anyMatch(line -> line.contains(expected)), complaint::toString);
    }

    private List<String> complaint(String proof) throws IOException {
        write(proof);
        return ProofFile.of(root, List.of()).getFirst().parse(Tlc.find(root), root.resolve("target")).complaint();
    }

    /** A theorem with a proof, about the module of a room; what tlapm brings is there in outline. */
    private void write(String proof) throws IOException {
        put("specs/room/Some.tla", "---- MODULE Some ----\nVARIABLE x\n====\n");
        put("proofs/library/TLAPS.tla", "---- MODULE TLAPS ----\nPTL == TRUE\n====\n");
        put("proofs/room/Some_proof.tla", "---- MODULE Some_proof ----\nEXTENDS Some, Naturals, TLAPS\nTHEOREM 1 = 1\n" + proof + "\n====\n");
    }

    private void put(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
