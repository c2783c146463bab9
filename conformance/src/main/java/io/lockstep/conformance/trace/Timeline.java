package io.lockstep.conformance.trace;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which operations are open at each event of a trace, and how each of them will end. */
final class Timeline {

    /** The operation never returns within the trace. */
    static final int NEVER = -1;

    private final int[][] open;
    private final int[] returns;

    Timeline(List<Event> events) {
        open = new int[events.size()][];
        returns = new int[events.size()];
        Arrays.fill(returns, NEVER);
        Map<String, Integer> calls = new HashMap<>();
        int[] now = {};
        for (int i = 0; i < events.size(); i++) {
            open[i] = now;
            Event event = events.get(i);
            if (event.isCall()) {
                calls.put(event.task(), i);
                now = Arrays.copyOf(now, now.length + 1);
                now[now.length - 1] = i;
            } else if (calls.containsKey(event.task())) {
                int call = calls.remove(event.task());
                returns[call] = i;
                now = Arrays.stream(now).filter(c -> c != call).toArray();
            }
        }
    }

    /** The calls that have been made before an event and have not returned before it, oldest first. */
    int[] openAt(int event) {
        return open[event];
    }

    /** Where the operation that a call begins returns, or NEVER. */
    int returnOf(int call) {
        return returns[call];
    }
}
