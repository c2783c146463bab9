package io.lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lockstep.channel.Channel;
import io.lockstep.channel.Received;
import io.lockstep.channel.Receiver;
import io.lockstep.channel.Sender;
import io.lockstep.select.Select;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The idioms of Go's concurrency, as programs to copy. Each says which model shows what it claims; those
 * that are wrong are expected counterexamples there, and leak here.
 *
 * <p>A parameter {@code Scope scope} comes from the test rig, which joins it after the test and fails the test
 * if a task is left. Outside of it one writes
 *
 * {@snippet :
 * try (Scope scope = new Scope("main")) {
 *     Receiver<Integer> results = results(scope);
 *     for (int result : results) System.out.println(result);
 *     scope.join();
 * }
 * }
 */
class IdiomsTest {

    // The for-select loop.

    /** Sends until it is told to end: {@code for { select { case out <- v: case <-done: return } }}. Model ExampleQuit (room select). */
    private static void count(Channel<Integer> out, Receiver<Void> done) throws InterruptedException {
        int[] next = {0};
        Select<Boolean> step = Select.<Boolean>cases()
                .sendFrom(out, () -> next[0], () -> ++next[0] > 0)
                .receive(done, closed -> false)
                .build();
        while (step.run()) { }
    }

    @Test
    void forSelectLoop(Scope scope) throws InterruptedException {
        Channel<Integer> numbers = Channel.unbuffered("numbers");
        scope.start("counts", () -> count(numbers, scope.done()));
        assertEquals(List.of(0, 1, 2), List.of(numbers.receive(), numbers.receive(), numbers.receive()));
        scope.cancel();
    }

    /** Does work that cannot be interrupted, and looks between two pieces of it: {@code select { case <-done: return; default: }}. */
    @Test
    void forSelectLoopWithADefault(Scope scope) throws InterruptedException {
        AtomicInteger pieces = new AtomicInteger();
        Task<Void> works = scope.start("works", () -> {
            while (scope.done().tryReceive() instanceof Received.NotReady) pieces.incrementAndGet();
        });
        while (pieces.get() < 3) Thread.onSpinWait();
        scope.cancel();
        scope.join();
        assertEquals(Task.State.SUCCEEDED, works.state());
    }

    // Lexical confinement.

    /** Makes the channel, sends, closes, and hands out what can only be received from. Model ExampleConfinement. */
    private static Receiver<Integer> results(Scope scope) {
        Channel<Integer> results = Channel.buffered(5, "results");
        scope.start("owner", () -> {
            try {
                for (int i = 0; i <= 5; i++) results.send(i);
            } finally {
                results.close();
            }
        });
        return results.receiveOnly();
    }

    @Test
    void lexicalConfinement(Scope scope) {
        List<Integer> received = new ArrayList<>();
        Receiver<Integer> results = results(scope);
        for (int result : results) received.add(result);
        assertEquals(List.of(0, 1, 2, 3, 4, 5), received);
        assertFalse((Object) results instanceof Channel, "the view cannot be cast back, so nobody else sends or closes");
    }

    // Preventing leaks: whoever starts a task can end it.

    /** Prints what it receives. Model ExampleLeak: without done, and without a channel, it waits for ever. */
    private static Task<Void> doWork(Scope scope, Receiver<String> strings, Receiver<Void> done) {
        return scope.start("doWork", () -> {
            Select<Boolean> step = Select.<Boolean>cases().receive(strings, s -> s != null).receive(done, closed -> false).build();
            while (step.run()) { }
        });
    }

    @Test
    void doWorkLeaks() {
        Scope scope = new Scope("main");
        Task<Void> leaked = doWork(scope, Channel.nil(), Channel.nil());    // nobody can end it, and so
        Waits.until(leaked);
        assertEquals(Task.State.RUNNING, leaked.state());
        scope.close();                                                      // its scope does
        assertEquals(Task.State.CANCELLED, leaked.state());
    }

    @Test
    void doWorkRepaired() throws InterruptedException {
        try (Scope inner = new Scope("main")) {
            Channel<Void> done = Channel.unbuffered("done");
            Task<Void> work = doWork(inner, Channel.nil(), done);
            done.close();
            inner.join();
            assertEquals(Task.State.SUCCEEDED, work.state());
        }
    }

    /** Sends a random number to whoever wants one. Model ExampleLeak: without done it waits for ever when nobody does any more. */
    private static Receiver<Integer> newRandStream(Scope scope, Receiver<Void> done) {
        Channel<Integer> stream = Channel.unbuffered("randStream");
        scope.start("newRandStream", () -> {
            try {
                Select<Boolean> step = Select.<Boolean>cases()
                        .sendFrom(stream, () -> ThreadLocalRandom.current().nextInt(), () -> true)
                        .receive(done, closed -> false)
                        .build();
                while (step.run()) { }
            } finally {
                stream.close();
            }
        });
        return stream.receiveOnly();
    }

    @Test
    void newRandStreamLeaks() throws InterruptedException {
        try (Scope scope = new Scope("main")) {
            Receiver<Integer> stream = newRandStream(scope, Channel.nil());
            for (int i = 0; i < 3; i++) stream.receive();
            while (!scope.dump().contains("task newRandStream waits in Select.run on Select[send randStream, receive nil]")) Thread.onSpinWait();
            assertFalse(scope.join(Duration.ZERO), "main is done, and the generator waits");
        }
    }

    @Test
    void newRandStreamRepaired(Scope scope) throws InterruptedException {
        Receiver<Integer> stream = newRandStream(scope, scope.done());
        for (int i = 0; i < 3; i++) stream.receive();
        scope.cancel();
        scope.join();
        assertInstanceOf(Received.Closed.class, stream.tryReceive());
    }

    // Signalling many tasks by one close.

    /** Model ExampleSignal: a send would release one of them. */
    @Test
    void oneCloseStartsManyTasks(Scope scope) throws InterruptedException {
        Channel<Void> begin = Channel.unbuffered("begin");
        AtomicInteger begun = new AtomicInteger();
        List<Task<?>> runners = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            runners.add(scope.start("runner-" + i, () -> {
                begin.receive();
                begun.incrementAndGet();
            }));
        }
        runners.forEach(Waits::until);
        assertEquals(0, begun.get());
        begin.close();
        scope.join();
        assertEquals(5, begun.get());
    }

    // Waiting in the block for something else than the end of its tasks, as for errgroup's context in Go. No model.

    /** Fails instead of sending a page. */
    private static void fetch(Sender<String> pages) throws IOException {
        throw new IOException("no route for " + pages.name());
    }

    /** A failure interrupts the other tasks, but not the thread of the block: only a join learns of it by itself. */
    @Test
    void blockThatOnlyReceivesIsNotWokenByAFailure() throws InterruptedException {
        Scope main = new Scope("main");
        Channel<Task<?>> started = Channel.unbuffered("started");
        Task<String> block = main.start("block", () -> {
            try (Scope scope = new Scope("crawl")) {
                Channel<String> pages = Channel.unbuffered("pages");
                started.send(scope.start("fetch", () -> fetch(pages)));
                return pages.receive();                                     // for ever
            }
        });
        started.receive().thread().join();
        while (!main.dump().contains("task block waits in Channel.receive on Channel[pages")) Thread.onSpinWait();
        assertEquals(Task.State.RUNNING, block.state());
        main.cancel();
        Throwable late = assertThrows(TaskFailedException.class, main::join).getCause();
        assertEquals("no route for pages", late.getSuppressed()[0].getCause().getMessage());
        main.close();
    }

    /** So the block selects on {@code scope.done()} as well; the join then throws what the task has failed with. */
    @Test
    void blockThatReceivesSelectsOnDoneAsWell() {
        TaskFailedException e = assertThrows(TaskFailedException.class, () -> {
            try (Scope scope = new Scope("crawl")) {
                Channel<String> pages = Channel.unbuffered("pages");
                scope.start("fetch", () -> fetch(pages));
                Select.<String>cases().receive(pages, page -> page).receive(scope.done(), cancelled -> null).run();
                scope.join();
            }
        });
        assertEquals("no route for pages", e.getCause().getMessage());
    }
}
