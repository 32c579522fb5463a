package dev.pgplaybook.sql.change;

import java.util.List;
import java.util.Optional;

/**
 * A constraint of a table, or of one column.
 *
 * @param columns those it is about, as far as they are listed; a column's own constraint has its column
 * @param condition of a CHECK or an exclusion; empty for others
 * @param notValid added without a look at the rows that are there
 * @param usingIndex the index that it takes over
 */
public record Constraint(
        Part part,
        Optional<String> name,
        Kind kind,
        List<String> columns,
        String condition,
        Optional<Reference> reference,
        Optional<String> usingIndex,
        boolean notValid,
        boolean notEnforced,
        boolean nullsNotDistinct) {

    public Constraint {
        columns = List.copyOf(columns);
    }

    /** The kinds, by what they are called. */
    public enum Kind {
        CHECK("CHECK"),
        NOT_NULL("NOT NULL"),
        UNIQUE("UNIQUE"),
        PRIMARY_KEY("PRIMARY KEY"),
        FOREIGN_KEY("FOREIGN KEY"),
        EXCLUDE("EXCLUDE");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /**
     * What a foreign key refers to.
     *
     * @param columns none where the primary key is meant
     */
    public record Reference(String table, List<String> columns, Optional<String> onDelete) {

        public Reference {
            columns = List.copyOf(columns);
        }
    }

    /** Its name, or what PostgreSQL would call it. */
    public String nameOn(String table) {
        return name.orElseGet(() -> {
            String base = Names.last(table);
            String parts = columns.isEmpty() || kind == Kind.PRIMARY_KEY
                    ? ""
                    : "_" + String.join("_", columns.stream().map(Names::last).toList());
            String suffix = switch (kind) {
                case CHECK -> "_check";
                case NOT_NULL -> "_not_null";
                case UNIQUE -> "_key";
                case PRIMARY_KEY -> "_pkey";
                case FOREIGN_KEY -> "_fkey";
                case EXCLUDE -> "_excl";
            };
            return Names.quoted(base + parts + suffix);
        });
    }
}
