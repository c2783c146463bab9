package io.lockstep.conformance.blackbox;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ComparisonTest {

    /** A promise about lists: the first element is 1. */
    private static final Promise<List<Integer>> STARTS_WITH_ONE = new Promise<>("starts with 1", list -> {
        if (list.isEmpty()) throw new NotOfferedException("no element");
        if (list.get(0) != 1) throw new BrokenPromiseException("the first is " + list.get(0));
    });

    private static Comparison compare() {
        Map<String, List<Integer>> peers = new LinkedHashMap<>();
        peers.put("good", List.of(1));
        peers.put("bad", List.of(2));
        peers.put("none", List.of());
        return Comparison.of(List.of(STARTS_WITH_ONE), peers);
    }

    @Test
    void tellsKeptFromBrokenFromNotOffered() {
        Comparison comparison = compare();
        assertEquals(new Standing(Standing.Kind.KEPT, ""), comparison.standing("starts with 1", "good"));
        assertEquals(new Standing(Standing.Kind.BROKEN, "the first is 2"), comparison.standing("starts with 1", "bad"));
        assertEquals(new Standing(Standing.Kind.NOT_OFFERED, "no element"), comparison.standing("starts with 1", "none"));
    }

    @Test
    void anUnexpectedExceptionBreaksThePromise() {
        Promise<String> odd = new Promise<>("odd", peer -> Integer.parseInt(peer));
        assertEquals(Standing.Kind.BROKEN, odd.of("no number").kind());
    }

    @Test
    void isATableWithNotesOnWhatIsBroken() {
        assertEquals("""
                +---------------+------+------------+------+
                | promise       | good | bad        | none |
                +---------------+------+------------+------+
                | starts with 1 | kept | BROKEN [1] | -    |
                +---------------+------+------------+------+
                [1] bad: the first is 2""", compare().toString().replace(System.lineSeparator(), "\n"));
    }
}
