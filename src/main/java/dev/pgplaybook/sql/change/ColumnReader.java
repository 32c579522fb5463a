package dev.pgplaybook.sql.change;

import dev.pgplaybook.sql.Clause;
import dev.pgplaybook.sql.ColumnWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a column's definition. */
final class ColumnReader {

    private final Taken taken;

    ColumnReader(Taken taken) {
        this.taken = taken;
    }

    /** What has been read of one column. */
    private static final class Draft {
        private String type = "";
        private Optional<String> value = Optional.empty();
        private Optional<String> generated = Optional.empty();
        private boolean notNull;
        private boolean stored;
        private boolean identity;
        private Optional<String> nextName = Optional.empty();
        private final List<Constraint> constraints = new ArrayList<>();
    }

    Column read(Clause clause) {
        Part part = Part.of(clause);
        String name = clause.name();
        Draft draft = new Draft();
        boolean typed = !clause.take("WITH", "OPTIONS");
        if (typed && !clause.atEnd() && !ColumnWords.beginHere(clause)) {
            draft.type = ColumnWords.upTo(clause);
        }
        while (!clause.atEnd()) {
            more(clause, name, draft);
        }
        return new Column(
                part,
                name,
                draft.type,
                draft.value,
                draft.notNull,
                draft.generated,
                draft.stored,
                draft.identity,
                draft.constraints);
    }

    private void more(Clause clause, String name, Draft draft) {
        if (clause.take("CONSTRAINT")) {
            draft.nextName = Optional.of(clause.name());
        } else if (clause.take("NOT", "NULL")) {
            clause.take("NO", "INHERIT");
            draft.notNull = true;
        } else if (clause.take("DEFAULT")) {
            draft.value = Optional.of(ColumnWords.upTo(clause));
        } else if (clause.take("GENERATED")) {
            generated(clause, draft);
        } else if (clause.looksAt("UNIQUE", "PRIMARY", "CHECK", "REFERENCES")) {
            draft.constraints.add(new ConstraintReader(taken).ofColumn(clause, draft.nextName, name));
            draft.nextName = Optional.empty();
        } else if (clause.take("COLLATE") || clause.take("STORAGE") || clause.take("COMPRESSION")) {
            clause.name();
        } else if (clause.take("OPTIONS")) {
            clause.parenthesized();
        } else if (!clause.take("NULL")) {
            taken.stumble();
            clause.token();
        }
    }

    private void generated(Clause clause, Draft draft) {
        if (!clause.take("ALWAYS")) {
            clause.take("BY", "DEFAULT");
        }
        clause.take("AS");
        if (clause.take("IDENTITY")) {
            draft.identity = true;
            if (clause.looksAtOpen()) {
                clause.parenthesized();
            }
        } else if (clause.looksAtOpen()) {
            draft.generated = Optional.of(clause.parenthesized().rest());
            draft.stored = clause.take("STORED");
            clause.take("VIRTUAL");
        } else {
            taken.stumble();
        }
    }
}
