package dev.pgplaybook.migration;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.migration.Precheck.Answer;
import dev.pgplaybook.progress.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks the target's rows what pending migrations will ask of them. Reads alone, each question under the session's own time limit, and
 * all of them under ten times that.
 */
public final class Prechecks {

    /** How long a question may take, and wait for a lock, unless somebody says otherwise. */
    public static final Duration LIMIT = Duration.ofSeconds(2);

    private static final int QUESTIONS_WORTH = 10;

    private final Session session;
    private final Progress progress;
    private final Duration limit;
    private final boolean showValues;
    private final long end;

    /** @param session reads alone, with {@code limit} as its limits, in the search path of the migrations */
    public Prechecks(Session session, Duration limit, boolean showValues, Progress progress) {
        this.session = session;
        this.progress = progress;
        this.limit = limit;
        this.showValues = showValues;
        this.end = System.nanoTime() + limit.toNanos() * QUESTIONS_WORTH;
    }

    /** Whether the target has any table at all beside the history. */
    public static boolean areWorthAsking(Session session) {
        return TargetTables.any(session);
    }

    public List<Precheck> ask(List<Migration> pending) {
        List<Foreseen> all = Foresight.of(pending, session);
        if (!all.isEmpty() && !session.url().pooled()) {
            // A policy would hide rows that the migration meets; with it off, the server refuses instead.
            session.together("SET row_security = off");
        }
        List<Precheck> answers = new ArrayList<>();
        for (Foreseen foreseen : all) {
            progress.doing("prechecks, " + (answers.size() + 1) + " of " + all.size());
            answers.add(foreseen.question()
                    .map(question -> ask(foreseen, question))
                    .orElseGet(
                            () -> new Precheck(foreseen, Answer.UNASKED, foreseen.why(), Optional.empty(), List.of())));
        }
        return answers;
    }

    private Precheck ask(Foreseen foreseen, RowQuestion question) {
        if (System.nanoTime() - end > 0) {
            return unanswered(foreseen, question, "not asked: the questions before it took all the time there was");
        }
        try {
            boolean some = session.one(question.exists()).flag(0);
            return some ? counted(foreseen, question) : none(foreseen);
        } catch (StatementFailedException e) {
            return failed(foreseen, question, e);
        }
    }

    private static Precheck none(Foreseen foreseen) {
        return new Precheck(foreseen, Answer.NONE, "no row is in the way", Optional.empty(), List.of());
    }

    private Precheck counted(Foreseen foreseen, RowQuestion question) {
        String said;
        try {
            long count = session.one(question.count()).number(0);
            said = DemandWords.inTheWay(foreseen, DemandWords.number(count), count == 1);
        } catch (StatementFailedException e) {
            said = DemandWords.inTheWay(foreseen, "at least one row", true);
        }
        return some(foreseen, question, said);
    }

    /** A trial fails where a value cannot be converted. */
    private Precheck failed(Foreseen foreseen, RowQuestion question, StatementFailedException e) {
        String state = e.failure().sqlState();
        boolean tried = question.form() == RowQuestion.Form.TRIAL;
        if (tried && (state.startsWith("22") || state.startsWith("23"))) {
            return some(foreseen, question, DemandWords.inTheWay(foreseen, "at least one row", true));
        }
        String why = e.failure().isCancelled()
                ? "not answered within " + seconds()
                : e.failure().isLockTimeout()
                        ? "not answered: the table is locked, and was not free within " + seconds()
                        : "not answered: " + e.failure().message();
        if (e.failure().isConnectionLost()) {
            throw e;
        }
        return unanswered(foreseen, question, why);
    }

    private Precheck some(Foreseen foreseen, RowQuestion question, String said) {
        String table = foreseen.demand().site().table();
        String sql = question.show(new TargetTables(session).primaryKey(table));
        return new Precheck(foreseen, Answer.SOME, said, Optional.of(sql), showValues ? examples(sql) : List.of());
    }

    private List<String> examples(String sql) {
        try {
            return session.query(sql).stream().map(Prechecks::values).toList();
        } catch (StatementFailedException e) {
            return List.of(e.failure().message());
        }
    }

    private static String values(Row row) {
        return row.values().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static Precheck unanswered(Foreseen foreseen, RowQuestion question, String why) {
        return new Precheck(foreseen, Answer.UNANSWERED, why, Optional.of(question.exists()), List.of());
    }

    private String seconds() {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
