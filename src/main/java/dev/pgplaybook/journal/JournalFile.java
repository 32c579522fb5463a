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
import java.util.Optional;

/** A journal as it stands on disk. */
record JournalFile(Path file, Lines lines, List<Entry> entries) {

    static JournalFile read(Path file) {
        Lines lines = Lines.of(bytes(file));
        List<Entry> entries = new ArrayList<>();
        for (byte[] line : lines.whole()) {
            entries.add(entry(file, line, entries.size() + 1));
        }
        return new JournalFile(file, lines, List.copyOf(entries));
    }

    /** The hash of the last whole line; empty when there is none. */
    String head() {
        return entries.isEmpty() ? "" : Hash.of(lines.whole().get(entries.size() - 1));
    }

    /** Where a line does not continue the one before, each in a sentence. */
    List<String> flaws() {
        Chain chain = new Chain();
        for (Entry entry : entries) {
            chain.add(lines.whole().get(chain.length()), String.valueOf(entry.sequence()), entry.previous());
        }
        return chain.flaws();
    }

    /**
     * What a run has come to. Of most lines the type tells that they do not matter for it: those are not read.
     *
     * @throws dev.pgplaybook.problem.ProblemException PB507 where a line that matters is none
     */
    static Optional<RunState> state(Path file) {
        List<byte[]> lines = Lines.of(bytes(file)).whole();
        Optional<RunState> state = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = lines.get(i);
            if (i == lines.size() - 1
                    || !Lines.type(line).map(RunState::ignores).orElse(false)) {
                state = RunState.after(state, entry(file, line, i + 1));
            }
        }
        return state;
    }

    /** The events of one type, oldest first; lines of others are not read. */
    static <E extends Record & Event> List<E> events(Path file, Class<E> type) {
        List<byte[]> lines = Lines.of(bytes(file)).whole();
        String tag = RecordJson.tag(type);
        List<E> events = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (Lines.type(lines.get(i)).map(tag::equals).orElse(true)) {
                Event event = entry(file, lines.get(i), i + 1).event();
                Optional.of(event).filter(type::isInstance).map(type::cast).ifPresent(events::add);
            }
        }
        return events;
    }

    /** A crash can tear the last line alone: it is kept beside the journal, for whoever wants to know, and cut off. */
    void setTornLineAside(FileChannel channel) throws IOException {
        if (!lines.torn().isEmpty()) {
            Path aside = file.resolveSibling("torn-" + (entries.size() + 1));
            Private.createFile(aside);
            Files.writeString(aside, lines.torn());
            channel.truncate(lines.wholeBytes());
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
