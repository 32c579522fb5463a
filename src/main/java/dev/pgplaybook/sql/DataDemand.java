package dev.pgplaybook.sql;

import dev.pgplaybook.problem.Location;
import java.util.List;
import java.util.Optional;

/** Something that a statement asks of the rows that are there: it fails where they do not give it. Names and expressions are as written. */
public sealed interface DataDemand {

    Site site();

    /** The identifiers that its expressions mention, columns among them. */
    List<String> mentions();

    /**
     * Where a demand stands.
     *
     * @param offset of the clause in the statement's source
     * @param name the column or constraint that it is about, for people
     */
    record Site(Statement statement, int offset, String table, String name) {

        public Location location() {
            return statement.source().locate(offset);
        }
    }

    /** No NULL in the column. */
    record NotNull(Site site, String column) implements DataDemand {

        @Override
        public List<String> mentions() {
            return List.of(column);
        }
    }

    /**
     * No two rows with equal keys.
     *
     * @param keys columns and expressions, each with its COLLATE
     * @param where the rows that it is about; absent for all
     * @param nullsEqual whether two NULLs are equal, by NULLS NOT DISTINCT
     */
    record Unique(Site site, List<String> keys, Optional<String> where, boolean nullsEqual) implements DataDemand {

        public Unique {
            keys = List.copyOf(keys);
        }

        @Override
        public List<String> mentions() {
            return Mentions.in(
                    String.join(", ", keys) + where.map(w -> " WHERE " + w).orElse(""));
        }
    }

    /** No row for which the condition is false. */
    record Check(Site site, String condition) implements DataDemand {

        @Override
        public List<String> mentions() {
            return Mentions.in(condition);
        }
    }

    /**
     * No row that refers to a row that is not there.
     *
     * @param referencedColumns none where the primary key is meant
     * @param full MATCH FULL: a key with a NULL must be NULL throughout
     */
    record Reference(Site site, List<String> columns, String referenced, List<String> referencedColumns, boolean full)
            implements DataDemand {

        public Reference {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
        }

        @Override
        public List<String> mentions() {
            return columns;
        }
    }

    /**
     * Every value fits another type.
     *
     * @param using the expression that makes the new value; absent for the value itself
     */
    record Conversion(Site site, String column, String type, Optional<String> using) implements DataDemand {

        @Override
        public List<String> mentions() {
            return Mentions.in(column + ", " + using.orElse(column));
        }
    }

    /** Asked only once the constraint is validated: it is added NOT VALID. */
    record Deferred(DataDemand demand) implements DataDemand {

        @Override
        public Site site() {
            return demand.site();
        }

        @Override
        public List<String> mentions() {
            return demand.mentions();
        }
    }

    /** What a constraint that was added NOT VALID asks. */
    record Validation(Site site) implements DataDemand {

        @Override
        public List<String> mentions() {
            return List.of();
        }
    }

    /** Something that is asked of rows, and for which there is no question. */
    record Other(Site site, String what) implements DataDemand {

        @Override
        public List<String> mentions() {
            return List.of();
        }
    }
}
