package io.lockstep.conformance.trace;

import io.lockstep.conformance.evidence.Evidence;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The campaigns of one test class. After its last test their sum is printed and recorded as evidence, and
 * their graphs, which grow to some hundred MB, are let go.
 */
public final class Campaigns implements AfterAllCallback {

    /** Decides which programs are run; printed with the sum. */
    public static final long SEED = Long.getLong("lockstep.seed", System.nanoTime());

    private final String room;
    private final IntFunction<Campaign> maker;
    /** One for each size, so that traces warm the specification's graph for one another. */
    private final Map<Integer, Campaign> campaigns = new HashMap<>();

    /**
     * No campaign has been made yet.
     *
     * @param room  the room's name
     * @param maker makes the campaign of a size: how many tasks, or what capacity
     */
    public Campaigns(String room, IntFunction<Campaign> maker) {
        this.room = room;
        this.maker = maker;
    }

    /**
     * The campaign of a size, made when it is first asked for.
     *
     * @param size as the maker understands it
     * @return the one campaign of this size
     */
    public Campaign of(int size) {
        return campaigns.computeIfAbsent(size, maker::apply);
    }

    /**
     * What all of them have seen.
     *
     * @return the outcomes of the traces that have been accepted so far
     */
    public Coverage coverage() {
        Coverage seen = new Coverage();
        campaigns.values().forEach(campaign -> seen.add(campaign.coverage()));
        return seen;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        long events = sum(Campaign::events);
        long rejected = sum(Campaign::rejected);
        System.out.printf("traces %s: %,d events in %,d traces, %d rejected (-Dlockstep.seed=%d)%n", room, events,
                sum(Campaign::traces), rejected, SEED);
        Evidence.record(room, "traces", Map.of("events", events, "rejected", rejected));
        campaigns.clear();
    }

    private long sum(ToLongFunction<Campaign> number) {
        return campaigns.values().stream().mapToLong(number).sum();
    }
}
