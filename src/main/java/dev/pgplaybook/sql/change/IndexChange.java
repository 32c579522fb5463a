package dev.pgplaybook.sql.change;

import java.util.List;
import java.util.Optional;

/** What is done to indexes. */
public sealed interface IndexChange extends Change {

    boolean concurrently();

    /**
     * An index is made.
     *
     * @param only ON ONLY: without the partitions
     * @param method btree where none is written
     * @param keys columns and expressions
     */
    record Create(
            Part part,
            Optional<String> name,
            String table,
            boolean unique,
            boolean concurrently,
            boolean ifMissing,
            boolean only,
            String method,
            List<String> keys,
            List<String> including,
            Optional<String> where,
            boolean nullsNotDistinct)
            implements IndexChange {

        public Create {
            keys = List.copyOf(keys);
            including = List.copyOf(including);
        }

        /** Its name, or what PostgreSQL would call it. */
        public String shownName() {
            return name.orElseGet(() -> Names.quoted(Names.last(table) + "_"
                    + String.join("_", keys.stream().map(Create::word).toList()) + "_idx"));
        }

        private static String word(String key) {
            return key.startsWith("(") || key.endsWith(")") ? "expr" : Names.last(key);
        }
    }

    record Drop(Part part, List<String> names, boolean concurrently, boolean ifThere, boolean cascade)
            implements IndexChange {

        public Drop {
            names = List.copyOf(names);
        }
    }

    /**
     * Indexes are built anew.
     *
     * @param kind what is rebuilt: INDEX, TABLE, SCHEMA, DATABASE or SYSTEM
     */
    record Rebuild(Part part, String kind, String name, boolean concurrently) implements IndexChange {}
}
