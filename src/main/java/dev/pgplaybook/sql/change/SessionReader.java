package dev.pgplaybook.sql.change;

import dev.pgplaybook.sql.Clause;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.TokenKind;
import dev.pgplaybook.sql.Words;
import dev.pgplaybook.sql.change.SessionChange.Control;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads settings, transactions, LOCK, and code that is run at once. */
final class SessionReader {

    private final Taken taken;

    SessionReader(Taken taken) {
        this.taken = taken;
    }

    void read(Clause clause) {
        Statement statement = taken.statement();
        switch (statement.verb()) {
            case "SET", "SET LOCAL", "RESET" -> setting(clause);
            case "SHOW" -> {}
            case "LOCK", "LOCK TABLE" -> lock(clause);
            case "DO" -> code(false);
            case "CALL" -> code(true);
            case "SAVEPOINT", "RELEASE" -> control(Control.SAVEPOINT);
            case "ROLLBACK TO" -> control(Control.ROLLBACK_TO);
            default -> transaction(statement);
        }
    }

    private void transaction(Statement statement) {
        if (statement.isBegin()) {
            control(Control.BEGIN);
        } else if (statement.isCommit()) {
            control(statement.leavesOpen(true) ? Control.COMMIT_AND_CHAIN : Control.COMMIT);
        } else if (statement.isRollback()) {
            control(Control.ROLLBACK);
        } else {
            taken.stumble();
        }
    }

    private void control(Control control) {
        taken.add(new SessionChange.Transaction(taken.all(), control));
    }

    private void setting(Clause clause) {
        if (clause.take("RESET")) {
            taken.add(new SessionChange.Setting(taken.all(), name(clause), Optional.empty(), false));
            taken.end(clause);
            return;
        }
        clause.take("SET");
        boolean local = clause.take("LOCAL");
        clause.take("SESSION");
        if (clause.looksAt("TRANSACTION", "ROLE", "CHARACTERISTICS", "AUTHORIZATION")) {
            return;
        }
        String name = clause.take("TIME", "ZONE") ? "timezone" : name(clause);
        if (!clause.take("TO")
                && !clause.atEnd()
                && clause.words().at(clause.at()).text().equals("=")) {
            clause.token();
        }
        Optional<String> value =
                clause.looksAt("DEFAULT") || clause.atEnd() ? Optional.empty() : Optional.of(value(clause));
        clause.rest();
        taken.add(new SessionChange.Setting(taken.all(), name, value, local));
    }

    private static String value(Clause clause) {
        int at = clause.at();
        boolean one = clause.words().size() == at + 1;
        return one ? clause.words().at(at).value() : clause.rest();
    }

    private static String name(Clause clause) {
        return clause.name().toLowerCase(Locale.ROOT).replace("\"", "");
    }

    private void lock(Clause clause) {
        clause.take("LOCK");
        clause.take("TABLE");
        List<String> tables = ObjectReader.names(clause);
        String mode = "ACCESS EXCLUSIVE";
        if (clause.take("IN")) {
            mode = clause.upTo("MODE").toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
            clause.take("MODE");
        }
        boolean noWait = clause.take("NOWAIT");
        taken.end(clause);
        taken.add(new SessionChange.Lock(taken.all(), tables, mode, noWait));
    }

    private void code(boolean isCall) {
        String body = taken.words().list().stream()
                .filter(word -> word.kind() == TokenKind.DOLLAR_STRING || word.kind() == TokenKind.STRING)
                .map(Words.Word::value)
                .reduce("", (first, last) -> last.length() > first.length() ? last : first);
        taken.add(new SessionChange.Code(taken.all(), isCall, body));
        taken.stumble();
    }

    /** {@code ALTER ROLE … SET} and {@code ALTER DATABASE … SET}: for sessions to come. */
    void stored(Clause clause) {
        Words outer = taken.words().outer();
        int set = outer.find(2, "SET", "RESET");
        if (set > 0 && set + 1 < outer.size()) {
            taken.add(new SessionChange.StoredSetting(
                    taken.all(), outer.name(2), outer.at(set + 1).value().toLowerCase(Locale.ROOT)));
        } else if (outer.contains("SUPERUSER")) {
            taken.add(new ObjectChange.Grant(taken.all(), false, true));
        }
        clause.rest();
    }
}
