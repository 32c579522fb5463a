package dev.pgplaybook.sandbox;

import dev.pgplaybook.process.Program;
import dev.pgplaybook.process.ProgramResult;
import dev.pgplaybook.process.Programs;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process that a sandbox belongs to, as it is written on what cannot be locked: a container, a database.
 *
 * @param machine the host's name, and where there is such a thing the process namespace in which the number counts
 * @param start in milliseconds since 1970, since numbers are given again; 0 where the system does not say
 */
record Owner(String machine, long pid, long start) {

    private static final Pattern TEXT = Pattern.compile("process ([0-9]+) of (\\S+) since ([0-9]+)");

    /** Systems reckon the start from the time of their boot, which moves when the clock is set. */
    private static final long CLOCK_TOLERANCE = 5_000;

    static Owner ourselves() {
        ProcessHandle process = ProcessHandle.current();
        return new Owner(thisMachine(), process.pid(), start(process));
    }

    /** Reads what {@link #toString} has written, wherever it stands in the text. */
    static Optional<Owner> in(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.find()
                ? Optional.of(
                        new Owner(matcher.group(2), Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    boolean isOfThisMachine() {
        return machine.equals(thisMachine());
    }

    /** Whether it is known to have ended: of another machine's processes nothing is known. */
    boolean isGone() {
        return isOfThisMachine()
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> Math.abs(start(process) - start) < CLOCK_TOLERANCE)
                        .isEmpty();
    }

    @Override
    public String toString() {
        return "process " + pid + " of " + machine + " since " + start;
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String thisMachine() {
        String namespace = namespace();
        return hostName() + (namespace.isEmpty() ? "" : "/" + namespace);
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            ProgramResult said =
                    Programs.run(Program.of("hostname"), Duration.ofSeconds(5), new Secrets(), new Cancellation());
            return said.output().strip();
        }
    }

    private static String namespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                    .toString()
                    .replaceAll("[^0-9]", "");
        } catch (IOException e) {
            return "";
        }
    }
}
