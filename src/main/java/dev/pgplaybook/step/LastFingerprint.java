package dev.pgplaybook.step;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Recorder;
import java.util.Optional;

/** Remembers the fingerprint of the schema as it was taken last. */
final class LastFingerprint implements Recorder {

    private Optional<String> seen = Optional.empty();

    @Override
    public void record(Event event) {
        if (event instanceof Event.SchemaSeen schema) {
            seen = Optional.of(schema.fingerprint());
        }
    }

    @Override
    public void sync() {}

    Optional<String> seen() {
        return seen;
    }
}
