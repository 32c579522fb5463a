package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Event;
import java.util.Optional;

/** Events that are told in the same words while they happen and when they are looked back at. */
final class EventWords {

    private EventWords() {}

    static Optional<String> of(Event event, Style style) {
        if (event instanceof Event.Reconciled e) {
            return Optional.of(
                    "  " + style.point() + " " + e.what() + " " + e.found() + "  " + style.dim("(" + e.basis() + ")"));
        } else if (event instanceof Event.Replayed e) {
            return Optional.of("held against the run " + e.run());
        } else if (event instanceof Event.Vouched e) {
            String accepted = e.accepted().isEmpty() ? "" : "; accepted: " + String.join("; ", e.accepted());
            return Optional.of("held against the rehearsal " + e.rehearsal() + accepted);
        } else if (event instanceof Event.Unrehearsed e) {
            return Optional.of(style.warning() + " no rehearsal vouches for this run ("
                    + String.join("; ", e.differences()) + "): " + e.reason());
        }
        return Optional.empty();
    }
}
