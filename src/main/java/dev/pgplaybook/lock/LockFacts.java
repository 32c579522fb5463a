package dev.pgplaybook.lock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The table of lock facts. It was written by servers of every major version it names; those before and after are taken to do as the
 * nearest one.
 */
public final class LockFacts {

    public static final int FIRST_MAJOR = 13;
    public static final int LAST_MAJOR = 18;

    private static final String TABLE = "facts.tsv";

    private final List<LockFact> all;
    private final Map<String, List<LockFact>> byForm;

    private LockFacts(List<LockFact> facts) {
        this.all = facts;
        this.byForm = facts.stream().collect(Collectors.groupingBy(LockFact::form));
    }

    /** Reads the table that belongs to this program. */
    public static LockFacts load() {
        try (InputStream stream = Objects.requireNonNull(LockFacts.class.getResourceAsStream(TABLE))) {
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LockFacts parse(String table) {
        return new LockFacts(table.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .map(LockFact::parse)
                .toList());
    }

    public List<LockFact> all() {
        return all;
    }

    /** What is known of a form on one major version, each of its variants; empty where nothing is. */
    public List<LockFact> of(String form, int major) {
        int nearest = Math.min(LAST_MAJOR, Math.max(FIRST_MAJOR, major));
        return byForm.getOrDefault(form, List.of()).stream()
                .filter(fact -> fact.majors().contains(nearest))
                .toList();
    }

    /** What a statement of this form may do, whatever its variant. */
    public Prediction predict(String form, int major) {
        return Prediction.of(of(form, major));
    }
}
