package dev.pgplaybook.sql.change;

import java.util.List;
import java.util.Optional;

/**
 * A column as CREATE TABLE and ADD COLUMN define it.
 *
 * @param value its default
 * @param generated the expression that it is computed by
 * @param stored whether what is computed is kept in the row; for identity and plain columns, false
 * @param constraints those written with it, beside NOT NULL
 */
public record Column(
        Part part,
        String name,
        String type,
        Optional<String> value,
        boolean notNull,
        Optional<String> generated,
        boolean stored,
        boolean identity,
        List<Constraint> constraints) {

    public Column {
        constraints = List.copyOf(constraints);
    }

    /** Whether each row takes a number of a sequence: serial and identity. */
    public boolean numbered() {
        return identity || Types.isSerial(type);
    }

    /** Whether the rows that are there hold NULL once it is added. */
    public boolean startsEmpty() {
        return !numbered()
                && generated.isEmpty()
                && value.map(v -> v.equalsIgnoreCase("NULL")).orElse(true);
    }

    public boolean has(Constraint.Kind kind) {
        return constraints.stream().anyMatch(constraint -> constraint.kind() == kind);
    }
}
