package dev.pgplaybook.sql.change;

import dev.pgplaybook.sql.Clause;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.Words;
import java.util.ArrayList;
import java.util.List;

/** What has been taken from a statement so far, while it is read. */
final class Taken {

    private final Statement statement;
    private final Words words;
    private final List<Change> changes = new ArrayList<>();
    private boolean whole = true;

    Taken(Statement statement) {
        this.statement = statement;
        this.words = Words.of(statement);
    }

    Statement statement() {
        return statement;
    }

    Words words() {
        return words;
    }

    Part all() {
        return Part.of(statement);
    }

    Clause clause() {
        return new Clause(statement, words, 0, words.size());
    }

    void add(Change change) {
        changes.add(change);
    }

    List<Change> changes() {
        return changes;
    }

    boolean whole() {
        return whole;
    }

    /** Something was not understood. */
    void stumble() {
        whole = false;
    }

    /** Whatever is left is not understood. */
    void end(Clause clause) {
        if (!clause.atEnd()) {
            whole = false;
        }
    }
}
