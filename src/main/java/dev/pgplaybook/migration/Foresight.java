package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.DataDemand;
import dev.pgplaybook.sql.DataDemand.Deferred;
import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks what is pending in its order, and finds each demand that the target's rows of today can answer, and each that they cannot. */
public final class Foresight {

    private final TargetTables tables;
    private final PendingChanges changes;
    private final QuestionMaker questions;
    private final Map<String, DataDemand> deferred = new HashMap<>();
    private final List<Foreseen> foreseen = new ArrayList<>();

    private Foresight(Session session) {
        this.tables = new TargetTables(session);
        this.changes = new PendingChanges(tables);
        this.questions = new QuestionMaker(tables, changes);
    }

    /** A script that cannot be split asks nothing that we know of. */
    public static List<Foreseen> of(List<Migration> pending, Session session) {
        Foresight foresight = new Foresight(session);
        for (Migration migration : pending) {
            if (migration.hasScript()) {
                foresight.statements(migration).forEach(statement -> foresight.see(migration, statement));
            }
        }
        return foresight.foreseen;
    }

    private List<Statement> statements(Migration migration) {
        try {
            return migration.script().statements();
        } catch (ProblemException e) {
            changes.becomeOpaque(migration.name() + " cannot be read");
            return List.of();
        }
    }

    private void see(Migration migration, Statement statement) {
        changes.addColumns(statement);
        statement.demands().forEach(demand -> add(migration, demand));
        changes.take(statement);
    }

    private void add(Migration migration, DataDemand demand) {
        if (demand instanceof Deferred later) {
            deferred.put(key(demand.site()), later.demand());
        } else if (demand instanceof DataDemand.Validation validation) {
            validated(validation).ifPresent(asked -> add(migration, asked));
        } else {
            questions.foresee(migration, demand).ifPresent(foreseen::add);
        }
    }

    /** What a constraint asks that a pending migration has added, or that is there already; asked at the place of its VALIDATE. */
    private Optional<DataDemand> validated(DataDemand.Validation validation) {
        DataDemand.Site site = validation.site();
        DataDemand known = deferred.get(key(site));
        if (known != null) {
            return Optional.of(Moved.to(site, known));
        }
        return tables.unvalidated(site.table(), site.name())
                .map(definition -> "ALTER TABLE " + site.table() + " ADD CONSTRAINT " + site.name() + " " + definition)
                .flatMap(sql -> Script.split(Source.of(site.statement().source().file(), sql)).statements().stream()
                        .flatMap(statement -> statement.demands().stream())
                        .findFirst())
                .map(demand -> Moved.to(site, demand));
    }

    private static String key(DataDemand.Site site) {
        return Name.meant(site.table()) + " " + Name.meant(site.name());
    }
}
