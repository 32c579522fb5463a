package dev.pgplaybook.journal;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One line of a journal.
 *
 * @param sequence from 1, without a gap
 * @param previous the hash of the line before, so that no line can be changed, removed or moved without a trace; empty for the first
 */
public record Entry(long sequence, Instant time, Event event, String previous) {

    private static final Map<String, Class<? extends Record>> TYPES = Arrays.stream(
                    Event.class.getPermittedSubclasses())
            .collect(Collectors.toUnmodifiableMap(RecordJson::tag, type -> type.asSubclass(Record.class)));

    String toLine(UnaryOperator<String> mask) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("seq", sequence);
        fields.put("time", time.toString());
        fields.put("type", event instanceof Event.Unknown u ? u.type() : RecordJson.tag(event.getClass()));
        fields.put("data", event instanceof Event.Unknown u ? u.data() : RecordJson.write((Record) event, mask));
        fields.put("prev", previous);
        return Json.line(fields);
    }

    /**
     * Reads a line.
     *
     * @throws RuntimeException where it is none: torn by a crash, or not of a journal
     */
    static Entry parse(String line) {
        if (!(Json.read(line) instanceof Map<?, ?> fields) || !(fields.get("data") instanceof Map<?, ?> data)) {
            throw new IllegalArgumentException("not a journal's line");
        }
        return new Entry(
                ((Number) require(fields, "seq")).longValue(),
                Instant.parse(require(fields, "time").toString()),
                event(require(fields, "type").toString(), data),
                require(fields, "prev").toString());
    }

    private static Object require(Map<?, ?> fields, String name) {
        return Optional.<Object>ofNullable(fields.get(name))
                .orElseThrow(() -> new IllegalArgumentException("a journal's line without " + name));
    }

    @SuppressWarnings("unchecked") // Json makes maps with String keys alone
    private static Event event(String type, Map<?, ?> data) {
        Class<? extends Record> known = TYPES.get(type);
        return known == null
                ? new Event.Unknown(type, (Map<String, Object>) data)
                : (Event) RecordJson.read(known, data);
    }
}
