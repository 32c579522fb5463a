package dev.pgplaybook.shell;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** Tab in our shell. The library's own completer knows no arguments, and hides what stands behind a space. */
record ShellCompleter(Completion completion) implements Completer {

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex()).stream()
                .filter(word -> !word.isEmpty())
                .toList();
        String word = line.word().substring(0, line.wordCursor());
        for (Completion.Offer offer : completion.offers(before, word)) {
            @Nullable String meaning = offer.meaning().isEmpty() ? null : offer.meaning();
            candidates.add(new Candidate(offer.value(), offer.value(), null, meaning, null, null, offer.ends()));
        }
    }
}
