package io.lockstep.bench.peers;

import io.lockstep.select.Select;
import java.util.List;

/** Our select, built once. */
final class LockstepChoice implements Choice {
    private final Select<Integer> select;

    LockstepChoice(List<Case> cases, boolean otherwise) {
        Select.Cases<Integer> all = Select.cases();
        for (Case c : cases) {
            var channel = ((LockstepPipe) c.pipe()).channel();
            if (c.sends()) all.send(channel, c.value(), () -> SENT);
            else all.receive(channel, value -> value);
        }
        if (otherwise) all.otherwise(() -> NOTHING);
        select = all.build();
    }

    @Override
    public Integer run() throws InterruptedException {
        return select.run();
    }
}
