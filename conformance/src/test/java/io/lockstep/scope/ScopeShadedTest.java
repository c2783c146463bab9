package io.lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("production") // the program has a seam of its own, which no probe of this JVM fits
@DisplayName("A program that is packed together with the library:")
class ScopeShadedTest {

    private static final String PROGRAM = """
            package app;

            import io.lockstep.channel.Channel;
            import io.lockstep.scope.Scope;
            import io.lockstep.scope.Task;
            import java.util.concurrent.locks.LockSupport;

            public class Program {
                static class Blocker {
                    @Override
                    public String toString() {
                        throw new AssertionError("asked");
                    }
                }

                public static String dump() {
                    try (Scope scope = new Scope("crawl")) {
                        untilWaiting(scope.start("receives", () -> Channel.unbuffered("pages").receive()));
                        untilWaiting(scope.start("parks", () -> LockSupport.park(new Blocker())));
                        return scope.dump();
                    }
                }

                private static void untilWaiting(Task<?> task) {
                    while (task.thread().getState() != Thread.State.WAITING) Thread.onSpinWait();
                }
            }
            """;

    @TempDir
    private Path packed;

    @Test
    @DisplayName("a dump names the program's method that waits, and asks no object of the program for its text")
    void dump() throws Exception {
        copy(Path.of(Scope.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
        compile();
        String dump;
        try (URLClassLoader loader = new URLClassLoader(new URL[] {packed.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            dump = (String) loader.loadClass("app.Program").getMethod("dump").invoke(null);
        }
        List<String> lines = dump.lines().toList();
        assertEquals("Scope[crawl, open, 2 tasks]", lines.get(0));
        assertTrue(lines.get(1).matches(" *task receives waits in Channel\\.receive on Channel\\[pages, .*], called by app\\.Program\\..*"), dump);
        assertTrue(lines.get(2).matches(" *task parks waits in LockSupport\\.park on app\\.Program\\$Blocker@\\w+, called by app\\.Program\\..*"), dump);
    }

    private void copy(Path library) throws IOException {
        try (Stream<Path> files = Files.walk(library)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = packed.resolve(library.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.deleteIfExists(packed.resolve("module-info.class"));
    }

    private void compile() throws IOException {
        Path source = Files.createDirectories(packed.resolve("app")).resolve("Program.java");
        Files.writeString(source, PROGRAM);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-cp", packed.toString(),
                "-d", packed.toString(), source.toString()));
    }
}
