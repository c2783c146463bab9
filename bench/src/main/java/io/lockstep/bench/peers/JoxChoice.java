package io.lockstep.bench.peers;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Select;
import com.softwaremill.jox.SelectClause;
import java.util.ArrayList;
import java.util.List;

/** A select of jox, whose clauses are made once. */
final class JoxChoice implements Choice {
    private final SelectClause<?>[] clauses;

    JoxChoice(List<Case> cases, boolean otherwise) {
        List<SelectClause<Integer>> all = new ArrayList<>();
        for (Case c : cases) {
            Channel<Integer> channel = ((JoxPipe) c.pipe()).channel();
            all.add(c.sends() ? channel.sendClause(c.value(), () -> SENT) : channel.receiveClause());
        }
        if (otherwise) all.add(Select.defaultClause(NOTHING));
        clauses = all.toArray(SelectClause<?>[]::new);
    }

    @Override
    public Integer run() throws InterruptedException {
        return (Integer) Select.select(clauses);
    }
}
