package io.lockstep.conformance.schedule;

import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.conformance.program.Labelling;
import io.lockstep.seam.Seam;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SchedulerTest {
    private static final Judge LENIENT = new Judge() {
        @Override
        public String event(Label step) {
            return null;
        }

        @Override
        public String quiet() {
            return null;
        }
    };

    /** Everything that can be logged under any schedule of the tasks that `setUp` adds. */
    private static Set<String> everyLog(Consumer<Run> setUp) {
        Set<String> logs = new HashSet<>();
        Exhaustive all = new Exhaustive(Integer.MAX_VALUE);
        do {
            Run run = new Run(new Scheduler(all, LENIENT, Observer.NONE, Labelling.PLAIN), new ArrayList<>());
            setUp.accept(run);
            Outcome outcome = run.go();
            logs.add(String.join(" ", run.log) + (outcome.failed() ? " !" + outcome.failure() : ""));
        } while (all.advance());
        return logs;
    }

    private record Run(Scheduler scheduler, List<String> log) {
        void task(String name, Runnable body) {
            scheduler.task(name, body);
        }

        Outcome go() {
            TestProbe.Binding binding = TestProbe.bind(scheduler);
            try {
                return scheduler.run();
            } finally {
                binding.close();
            }
        }
    }

    @Test
    void pointsInterleaveInEveryOrder() {
        assertEquals(Set.of("a1 a2 b1 b2", "a1 b1 a2 b2", "a1 b1 b2 a2", "b1 a1 a2 b2", "b1 a1 b2 a2", "b1 b2 a1 a2"), everyLog(run -> {
            for (String name : List.of("a", "b")) {
                run.task(name, () -> {
                    run.log.add(name + 1);
                    Seam.point("between");
                    run.log.add(name + 2);
                });
            }
        }));
    }

    @Test
    void threadsThatAPrimitiveStartsAreTasksLikeTheOthers() {
        assertEquals(Set.of("parent ends, child ends", "child ends, parent ends"), everyLog(run -> run.task("parent", () -> {
            Seam.unstarted("never started", () -> run.log.add("never"));
            Thread child = Seam.unstarted("child", () -> {
                Seam.point("in between");
                run.log.add(run.log.isEmpty() ? "child ends," : "child ends");
            });
            child.start();
            Seam.point("in between");
            run.log.add(run.log.isEmpty() ? "parent ends," : "parent ends");
        })));
    }

    @Test
    void anInterruptThatAPrimitiveSendsEndsAParkAndIsKept() {
        assertEquals(Set.of("interrupted"), everyLog(run -> run.task("parent", () -> {
            Thread child = Seam.unstarted("child", () -> {
                Seam.park(this);
                run.log.add(Thread.currentThread().isInterrupted() ? "interrupted" : "woken");
            });
            child.start();
            Seam.interrupt(child);
        })));
    }

    @Test
    void anUnparkBeforeTheParkIsRememberedOnce() {
        assertEquals(Set.of("once"), everyLog(run -> {
            Thread[] parker = new Thread[1];
            run.task("parker", () -> {
                parker[0] = Thread.currentThread();
                Seam.unpark(parker[0]);
                Seam.unpark(parker[0]);
                Seam.park(this);
                run.log.add("once");
                Seam.park(this);
                run.log.add("twice");
            });
        }));
    }

    @Test
    void aTimedParkEndsEarlyIfWokenAndElseInVirtualTime() {
        long hour = 3_600_000_000_000L;
        assertEquals(Set.of("early", "late"), everyLog(run -> {
            Thread[] parker = new Thread[1];
            run.task("parker", () -> {
                parker[0] = Thread.currentThread();
                long start = Seam.nanoTime();
                Seam.parkNanos(this, hour);
                run.log.add(Seam.nanoTime() - start >= hour ? "late" : "early");
            });
            run.task("waker", () -> Seam.unpark(parker[0]));
        }));
    }

    @Test
    void nobodysTimeIsUpBeforeItsDeadline() {
        assertEquals(Set.of("up up"), everyLog(run -> {
            for (long nanos : new long[] {2_000, 1_000}) {
                run.task("parked for " + nanos, () -> {
                    long from = Seam.nanoTime();
                    Seam.parkNanos(this, nanos);
                    run.log.add(Seam.nanoTime() - from >= nanos ? "up" : "early");
                });
            }
        }));
    }

    @Test
    void timeMayPassBetweenReadingTheClockAndParking() {
        assertEquals(Set.of("in time", "too late"), everyLog(run -> run.task("reader", () -> {
            long deadline = Seam.nanoTime() + 1_000;
            Seam.point("here time may pass");
            run.log.add(deadline - Seam.nanoTime() > 0 ? "in time" : "too late");
        })));
    }

    @Test
    void anInterruptEndsAParkAndStaysSet() {
        assertEquals(Set.of("true"), everyLog(run -> {
            run.task("parker", () -> {
                Seam.park(this);
                run.log.add("" + Thread.currentThread().isInterrupted());
            });
            run.task("other", () -> run.scheduler.interrupt("parker"));
        }));
    }

    @Test
    void spuriousWakeUpsHappenAsOftenAsAllowed() {
        assertEquals(Set.of("woke woke"), everyLog(run -> {
            run.scheduler.spuriousWakeUps(2);
            run.task("parker", () -> {
                for (;;) {
                    Seam.park(this);
                    run.log.add("woke");
                }
            });
        }));
    }

    @Test
    void aTaskThatNeverEndsIsAFailure() {
        Run run = new Run(new Scheduler(new Given(), LENIENT, Observer.NONE, Labelling.PLAIN), new ArrayList<>());
        run.task("spinner", () -> {
            for (;;) Seam.point("again");
        });
        assertTrue(run.go().failure().startsWith("no end after"), "no end");
    }

    @Test
    void anExceptionInATaskIsAFailure() {
        Run run = new Run(new Scheduler(new Given(), LENIENT, Observer.NONE, Labelling.PLAIN), new ArrayList<>());
        run.task("t1", () -> {
            throw new IllegalStateException("broken");
        });
        String failure = run.go().failure();
        assertTrue(failure.startsWith("t1 failed with java.lang.IllegalStateException: broken at "), failure);
    }

    @Test
    void aWakeUpFromOutsideIsAFailure() {
        Run run = new Run(new Scheduler(new Given(), LENIENT, Observer.NONE, Labelling.PLAIN), new ArrayList<>());
        Thread[] parker = new Thread[1];
        run.task("t1", () -> {
            parker[0] = Thread.currentThread();
            LockSupport.park();
        });
        run.task("t2", () -> {
            Thread outsider = Thread.ofPlatform().start(() -> LockSupport.unpark(parker[0]));
            while (outsider.isAlive()) Thread.onSpinWait();
        });
        String failure = run.go().failure();
        assertTrue(failure.startsWith("t1 was woken by Thread["), failure);
    }

    @Test
    void withoutTheJdksConstructorTheMessageSaysWhatToDo() throws IOException, InterruptedException {
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Unopened.class.getName()).redirectErrorStream(true).start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertNotEquals(0, java.waitFor());
        assertTrue(output.contains("--add-opens java.base/java.lang=ALL-UNNAMED"), output);
    }

    /** Runs in a JVM without the option that deterministic schedules need. */
    static final class Unopened {
        public static void main(String[] args) {
            new Scheduler(new Given(), LENIENT, Observer.NONE, Labelling.PLAIN).task("t1", () -> { });
        }
    }
}
