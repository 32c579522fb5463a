package dev.pgplaybook.sql;

import dev.pgplaybook.problem.Location;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.SqlContext;

/** What a grammar makes of a statement. */
public sealed interface Syntax {

    Statement statement();

    /** The grammar's tree; it stays in this package, where the rules of lint read it. */
    final class Parsed implements Syntax {
        private final Statement statement;
        private final SqlContext tree;

        Parsed(Statement statement, SqlContext tree) {
            this.statement = statement;
            this.tree = tree;
        }

        @Override
        public Statement statement() {
            return statement;
        }

        SqlContext tree() {
            return tree;
        }
    }

    /**
     * The grammar does not know it, which may be the grammar's fault, and is never a finding about the statement.
     *
     * @param at where it stopped, in the user's file
     * @param said a few words about why
     */
    record Unparsed(Statement statement, Location at, String said) implements Syntax {}
}
