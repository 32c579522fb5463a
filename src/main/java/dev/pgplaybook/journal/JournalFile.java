package dev.pgplaybook.journal;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal as it stands on disk.
 *
 * @param head the hash of the last whole line; empty when there is none
 * @param wholeBytes how far the file consists of whole lines; what follows was torn by a crash
 */
record JournalFile(Path file, List<Entry> entries, String head, long wholeBytes, String torn) {

    static JournalFile read(Path file) {
        byte[] bytes = bytes(file);
        List<Entry> entries = new ArrayList<>();
        String head = "";
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                byte[] line = java.util.Arrays.copyOfRange(bytes, start, i);
                entries.add(entry(file, line, entries.size() + 1));
                head = Hash.of(line);
                start = i + 1;
            }
        }
        String torn = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        return new JournalFile(file, List.copyOf(entries), head, start, torn);
    }

    /** A crash can tear the last line alone: it is kept beside the journal, for whoever wants to know, and cut off. */
    void setTornLineAside(FileChannel channel) throws IOException {
        if (!torn.isEmpty()) {
            Path aside = file.resolveSibling("torn-" + (entries.size() + 1));
            Private.createFile(aside);
            Files.writeString(aside, torn);
            channel.truncate(wholeBytes);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB507, "The journal " + file + " cannot be read: " + e.getMessage())
                    .asException(e);
        }
    }

    private static Entry entry(Path file, byte[] line, int number) {
        try {
            return Entry.parse(new String(line, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            throw Problem.of(ProblemCode.PB507, "Line " + number + " of the journal " + file + " is not an event")
                    .hint("was the file edited? Its other lines are plain JSON that you can read")
                    .asException(e);
        }
    }
}
