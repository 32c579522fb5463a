package dev.pgplaybook.process;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.secret.Secrets;
import java.time.Duration;

/** Sends the signals that Java has no word for. */
public final class Signals {

    private Signals() {}

    /** Sends a signal by its name, such as {@code QUIT}; a process that is gone is none the worse for it. */
    public static void send(String signal, long pid) {
        // The shell's own kill, since not every system has one as a program.
        Programs.run(
                Program.of("/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", signal, Long.toString(pid)),
                Duration.ofSeconds(5),
                new Secrets(),
                new Cancellation());
    }
}
