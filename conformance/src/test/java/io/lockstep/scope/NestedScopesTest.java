package io.lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lockstep.channel.Channel;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("When a scope within a scope is cancelled from without,")
class NestedScopesTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    private final Scope outer = new Scope("outer");
    /** Closed when the innermost task is in its block. */
    private final Channel<Void> inside = Channel.unbuffered("inside");

    /** A task with a scope of its own, which it joins. Returns when the innermost task has begun. */
    private Task<Void> nest(Duration limit, Scope.Body innermost) throws InterruptedException {
        Task<Void> task = outer.start("outer task", () -> {
            try (Scope inner = new Scope("inner", limit)) {
                inner.start("innermost", () -> {
                    inside.close();
                    innermost.run();
                });
                inner.join();
            }
        });
        inside.receive();
        return task;
    }

    @Test
    @DisplayName("a task that obeys has not failed")
    void obeys() throws InterruptedException {
        Task<Void> task = nest(Scope.DEFAULT_LIMIT, () -> Channel.unbuffered("never").receive());
        outer.cancel();
        outer.join();
        outer.close();
        assertEquals(Task.State.CANCELLED, task.state());
    }

    @Test
    @DisplayName("one that does not end is told of by the outer scope")
    void doesNotEnd() throws InterruptedException {
        Channel<Void> released = Channel.unbuffered("released");
        Task<Void> task = nest(SHORT, () -> {
            boolean interrupted = false;
            while (!interrupted) {
                try {
                    released.receive();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            released.forEach(none -> { }); // stubborn: this is not interrupted again
        });
        outer.cancel();
        TaskFailedException told = assertThrows(TaskFailedException.class, outer::close);
        assertEquals(Task.State.FAILED, task.state());
        ScopeNotClosedException hidden = assertInstanceOf(ScopeNotClosedException.class, told.getCause().getSuppressed()[0]);
        assertEquals(List.of("innermost"), hidden.tasks());
        released.close();
    }

    @Test
    @DisplayName("one that fails is told of by the outer scope")
    void fails() throws InterruptedException {
        Task<Void> task = nest(Scope.DEFAULT_LIMIT, () -> {
            try {
                Channel.unbuffered("never").receive();
            } catch (InterruptedException e) {
                throw new IllegalStateException("cannot clean up");
            }
        });
        outer.cancel();
        TaskFailedException told = assertThrows(TaskFailedException.class, outer::close);
        assertEquals(Task.State.FAILED, task.state());
        assertEquals("cannot clean up", told.getCause().getSuppressed()[0].getCause().getMessage());
    }

    @Test
    @DisplayName("causes that go round are looked at once")
    void circle() {
        IllegalStateException one = new IllegalStateException("one");
        IllegalStateException other = new IllegalStateException("other", one);
        one.initCause(other);
        Scope scope = new Scope("circle");
        Channel<Void> never = Channel.unbuffered("never");
        Task<Void> task = scope.start("goes round", () -> {
            try {
                never.receive();
            } catch (InterruptedException e) {
                throw one;
            }
        });
        scope.cancel();
        assertThrows(TaskFailedException.class, scope::close);
        assertEquals(Task.State.FAILED, task.state());
    }

    @Test
    @DisplayName("a file or socket channel that was closed by the interrupt counts as obedience")
    void closedByInterrupt() {
        Scope scope = new Scope("channels");
        Channel<Void> never = Channel.unbuffered("never");
        Task<Void> task = scope.start("reads", () -> {
            try {
                never.receive();
            } catch (InterruptedException e) {
                throw new ClosedByInterruptException();
            }
        });
        scope.cancel();
        assertDoesNotThrow(scope::close);
        assertEquals(Task.State.CANCELLED, task.state());
    }
}
