package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.Session.Answer;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.CopyData;
import dev.pgplaybook.sql.Statement;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends the statements of a script, and keeps who must know it informed of where it is. */
record Sending(Session session, Source source, Whereabouts whereabouts, DeployListener listener) {

    /** So many statements, of so many characters, are on their way at once: the network holds them while the server works. */
    private static final int STATEMENTS = 64;

    private static final int CHARACTERS = 16_000;

    /** Sends one statement, and waits for its answer. */
    void send(Statement statement) {
        heading(statement);
        if (statement.copyData().isPresent()) {
            CopyData data = statement.copyData().orElseThrow();
            session.copyIn(statement.text(), new StringReader(source.text().substring(data.start(), data.end())));
        } else {
            session.script(statement.text());
        }
    }

    /**
     * Sends statements of the open transaction, and the bookkeeping behind the last. It waits for an answer only where it must: on a
     * network, and for small statements, waiting is most of the time.
     *
     * @return the answer to the bookkeeping
     */
    Answer send(List<Statement> statements, String book) {
        List<Statement> flight = new ArrayList<>();
        int characters = 0;
        for (Statement statement : statements) {
            int length = statement.end() - statement.start();
            boolean full = flight.size() == STATEMENTS || characters + length > CHARACTERS;
            if (!flight.isEmpty() && (full || goesAlone(statement))) {
                together(flight, Optional.empty());
                flight.clear();
                characters = 0;
            }
            if (goesAlone(statement)) {
                send(statement);
            } else {
                flight.add(statement);
                characters += length;
            }
        }
        if (flight.isEmpty()) {
            whereabouts.keepingBook();
            return session.together(book);
        }
        return together(flight, Optional.of(book));
    }

    /** COPY speaks a protocol of its own; and behind ROLLBACK TO the server would go on with what was refused before. */
    private boolean goesAlone(Statement statement) {
        String verb = statement.verb();
        return listener.looksBetween() || verb.equals("COPY") || verb.equals("ROLLBACK TO");
    }

    private Answer together(List<Statement> flight, Optional<String> book) {
        return session.pipelined(flight.stream().map(Statement::text).toList(), book, number -> {
            if (number < flight.size()) {
                heading(flight.get(number));
            } else {
                whereabouts.keepingBook();
            }
        });
    }

    private void heading(Statement statement) {
        whereabouts.at(statement);
        listener.statementNext(statement);
    }
}
