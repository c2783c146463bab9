package io.lockstep.conformance.jcstress;

import java.util.List;

/** How much jcstress tries. */
public enum Mode {
    /*
     * The modes of jcstress try every combination of interpreter and compilers for the tasks, each in JVMs
     * of its own. The brief one takes one JVM for each test and lets the optimising compiler order memory
     * accesses at random, for that is what reorders most: on x86 nothing else can show that an edge of
     * these kinds is missing.
     */

    /** One JVM and less than two seconds for each test. */
    BRIEF("-sc", "false", "-f", "1", "-iters", "2", "-time", "300", "-pth", "false", "-hs", "128",
            "-jvmArgs", "-XX:+UnlockDiagnosticVMOptions -XX:+StressLCM -XX:+StressGCM"),
    /** jcstress's mode of this name: five turns of 0.2 seconds in each JVM. */
    QUICK("-m", "quick"),
    /** jcstress's mode of this name: five turns of a second in each JVM. */
    DEFAULT("-m", "default"),
    /** jcstress's mode of this name: ten times as many JVMs, ten turns in each. */
    TOUGH("-m", "tough"),
    /** jcstress's mode of this name: yet more JVMs, fifty turns in each. */
    STRESS("-m", "stress");

    private final List<String> options;

    Mode(String... options) {
        this.options = List.of(options);
    }

    List<String> options() {
        return options;
    }
}
