package dev.pgplaybook.sql.staging;

import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.ReadStatement;
import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.change.SessionChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a migration into stages that a database in use survives: columns that may be NULL, their rows in batches, rules that are
 * validated beside the writers, indexes that are built CONCURRENTLY, and what goes at the end.
 */
public final class Stager {

    private final String name;
    private final Script script;
    private final Schema schema;
    private final Optional<String> next;

    /**
     * Takes what is to be staged.
     *
     * @param schema as the migrations before it leave it
     * @param next the name of the migration behind it, where there is one
     */
    public Stager(String name, Script script, Schema schema, Optional<String> next) {
        this.name = name;
        this.script = script;
        this.schema = schema;
        this.next = next;
    }

    /** What only the operator can say, in the order of the file. */
    public List<Question> questions() {
        Map<String, Question> questions = new LinkedHashMap<>();
        gone(question -> {
            questions.putIfAbsent(question.id(), question);
            return "NULL";
        });
        return List.copyOf(questions.values());
    }

    /**
     * The stages.
     *
     * @param answers SQL expressions by the ids of the questions
     */
    public StagedMigration stage(Map<String, String> answers) {
        Buckets buckets = gone(question -> answers.getOrDefault(question.id(), "NULL"));
        int count = buckets.stages(new StageNames(name, Optional.empty(), 1)).size();
        return new StagedMigration(
                buckets.stages(new StageNames(name, next, count)),
                buckets.added,
                buckets.fills(),
                buckets.notes,
                List.copyOf(buckets.tables));
    }

    @FunctionalInterface
    interface Answers {
        String to(Question question);
    }

    private Buckets gone(Answers answers) {
        Buckets buckets = new Buckets();
        ActionStager actions = new ActionStager(buckets, schema, answers, made());
        boolean rowsChanged = false;
        for (Statement statement : script.statements()) {
            ReadStatement read = ReadStatement.of(statement);
            Change first = read.changes().get(0);
            if (first instanceof TableChange table
                    && statement.verb().equals("ALTER TABLE")
                    && actions.isThere(table.table())) {
                actions.take(read.changes(), rowsChanged);
            } else if (first instanceof IndexChange.Create index && actions.isThere(index.table())) {
                buckets.tables.add(index.table());
                buckets.indexes.add(
                        index.concurrently() ? statement.text() + ";" : Advice.concurrently(index.part(), "INDEX"));
            } else if (first instanceof IndexChange.Drop drop && !isOwn(drop)) {
                buckets.indexes.add(
                        drop.concurrently() ? statement.text() + ";" : Advice.concurrently(drop.part(), "INDEX"));
            } else if (first instanceof RowChange rows && actions.isThere(rows.table())) {
                rowsChanged = true;
                buckets.tables.add(rows.table());
                buckets.rows.add(statement.text() + ";");
                buckets.notes.add(
                        "The " + statement.verb() + " at line "
                                + statement.location().line()
                                + " is one transaction in a migration of its own; where it changes many rows, write it in batches.");
            } else if (!(first instanceof SessionChange.Transaction)) {
                if (first instanceof ObjectChange.Drop && rowsChanged) {
                    buckets.contract.add("", statement.text() + ";");
                } else {
                    buckets.expand.add(statement.text() + ";");
                }
            }
        }
        return buckets;
    }

    /** The tables that the file itself makes. */
    private List<String> made() {
        List<String> made = new ArrayList<>();
        script.statements()
                .forEach(statement -> ReadStatement.of(statement).changes().forEach(change -> {
                    if (change instanceof TableChange.Create create) {
                        made.add(Names.last(create.table()));
                    }
                }));
        return made;
    }

    private boolean isOwn(IndexChange.Drop drop) {
        return script.statements().stream()
                .flatMap(statement -> ReadStatement.of(statement).changes().stream())
                .anyMatch(change -> change instanceof IndexChange.Create create
                        && drop.names().stream()
                                .anyMatch(name -> Names.last(name).equals(Names.last(create.shownName()))));
    }
}
