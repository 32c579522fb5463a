package dev.pgplaybook.sql.change;

import dev.pgplaybook.sql.Clause;
import dev.pgplaybook.sql.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads CREATE INDEX, DROP INDEX and REINDEX. */
final class IndexReader {

    private final Taken taken;

    IndexReader(Taken taken) {
        this.taken = taken;
    }

    void read(Clause clause) {
        if (clause.take("CREATE")) {
            create(clause);
        } else if (clause.take("DROP", "INDEX")) {
            boolean concurrently = clause.take("CONCURRENTLY");
            boolean ifThere = clause.take("IF", "EXISTS");
            List<String> names = ObjectReader.names(clause);
            boolean cascade = clause.take("CASCADE");
            clause.take("RESTRICT");
            taken.add(new IndexChange.Drop(taken.all(), names, concurrently, ifThere, cascade));
        } else {
            clause.take("REINDEX");
            boolean concurrently = clause.looksAtOpen()
                    && clause.parenthesized().rest().toUpperCase(Locale.ROOT).contains("CONCURRENTLY");
            String kind = clause.token().toUpperCase(Locale.ROOT);
            concurrently |= clause.take("CONCURRENTLY");
            taken.add(new IndexChange.Rebuild(taken.all(), kind, clause.name(), concurrently));
        }
        taken.end(clause);
    }

    private void create(Clause clause) {
        boolean unique = clause.take("UNIQUE");
        clause.take("INDEX");
        boolean concurrently = clause.take("CONCURRENTLY");
        boolean ifMissing = clause.take("IF", "NOT", "EXISTS");
        Optional<String> name = clause.looksAt("ON") ? Optional.empty() : Optional.of(clause.name());
        if (!clause.take("ON")) {
            taken.stumble();
        }
        boolean only = clause.take("ONLY");
        String table = clause.name();
        String method = clause.take("USING") ? clause.name().toLowerCase(Locale.ROOT) : "btree";
        if (!clause.looksAtOpen()) {
            taken.stumble();
        }
        List<String> keys = Keys.of(clause.parenthesized());
        List<String> including = new ArrayList<>();
        Optional<String> where = Optional.empty();
        boolean nullsNotDistinct = false;
        while (!clause.atEnd()) {
            if (clause.take("INCLUDE")) {
                including.addAll(Keys.of(clause.parenthesized()));
            } else if (clause.take("NULLS", "NOT", "DISTINCT")) {
                nullsNotDistinct = true;
            } else if (clause.take("WITH")) {
                clause.parenthesized();
            } else if (clause.take("TABLESPACE")) {
                clause.name();
            } else if (clause.take("WHERE")) {
                where = Optional.of(clause.rest());
            } else if (!clause.take("NULLS", "DISTINCT")) {
                taken.stumble();
                clause.token();
            }
        }
        taken.add(new IndexChange.Create(
                taken.all(),
                name,
                table,
                unique,
                concurrently,
                ifMissing,
                only,
                method,
                keys,
                including,
                where,
                nullsNotDistinct));
    }
}
