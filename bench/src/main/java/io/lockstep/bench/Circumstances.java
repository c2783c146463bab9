package io.lockstep.bench;

import com.softwaremill.jox.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kotlinx.coroutines.channels.ChannelKt;
import org.openjdk.jmh.runner.Runner;

/** When, where and with what something has been measured. */
final class Circumstances {

    /** The one that is never the same twice. */
    static final String DATE = "date";

    private static final String UNKNOWN = "unknown";
    private static final Pattern VERSION = Pattern.compile("-(\\d[^/]*)\\.jar");

    private Circumstances() {
    }

    /** Adds what can be known before it begins. */
    static void describe(Map<String, String> facts) throws IOException, InterruptedException {
        facts.put(DATE, LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")));
        facts.put("commit", git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "--untracked-files=no").isEmpty() ? "" : ", changed"));
        facts.put("machine", line("/proc/cpuinfo", "model name") + ", " + Crew.CORES + " cores, " + line("/proc/meminfo", "MemTotal"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put("jox", version(Channel.class));
        facts.put("kotlinx.coroutines", version(ChannelKt.class));
        facts.put("JMH", version(Runner.class));
    }

    /** The version in the name of the jar that a class comes from. */
    private static String version(Class<?> type) {
        Matcher version = VERSION.matcher(type.getProtectionDomain().getCodeSource().getLocation().getPath());
        return version.find() ? version.group(1) : UNKNOWN;
    }

    private static String line(String file, String key) throws IOException {
        if (!Files.isReadable(Path.of(file))) return UNKNOWN;
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key)).map(line -> line.replaceFirst(".*?: *", "")).findFirst().orElse(UNKNOWN);
        }
    }

    private static String git(String... arguments) throws InterruptedException {
        try {
            String[] command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new);
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? printed : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }
}
