package dev.pgplaybook.staging;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import java.nio.file.Path;

/** Runs scripts as a deploy would: in one transaction where that can be, otherwise statement by statement. */
final class Scripts {

    private Scripts() {}

    static void run(Session session, String name, String sql) {
        Script script = Script.split(Source.of(Path.of(name), sql));
        if (!script.fitsOneTransaction()) {
            script.statements().stream().map(Statement::text).forEach(session::script);
            return;
        }
        session.begin();
        try {
            script.statements().stream().map(Statement::text).forEach(session::script);
        } catch (StatementFailedException e) {
            session.rollback();
            throw e;
        }
        session.commit();
    }
}
