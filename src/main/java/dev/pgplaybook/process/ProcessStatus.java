package dev.pgplaybook.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Linux says about a process in {@code /proc}; elsewhere nothing is known. */
record ProcessStatus(char state, long session) {

    private static final Path PROC = Path.of("/proc");

    static Optional<ProcessStatus> of(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            // The program's name stands in parentheses and may itself hold blanks and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
            return Optional.of(new ProcessStatus(fields[0].charAt(0), Long.parseLong(fields[3])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The living processes of a session, whoever their parents are now. */
    static List<ProcessHandle> inSession(long session) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> of(process.pid())
                            .filter(status -> status.session == session)
                            .isPresent())
                    .toList();
        }
    }

    /** Whether the process still runs. One that has ended and waits for its parent to notice does not. */
    static boolean runs(ProcessHandle process) {
        return process.isAlive()
                && of(process.pid()).filter(status -> status.state == 'Z').isEmpty();
    }
}
