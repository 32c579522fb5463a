package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.TransactionRule;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.SessionChange;
import dev.pgplaybook.sql.change.TableChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A point in a file, with all that has gone by: what rules look around in. */
public final class Scene {

    private static final Pattern UTC = Pattern.compile("(?i)(Etc/)?(UTC|GMT)");

    private final LintFile file;
    private final Script script;
    private final Runner runner;
    private final Schema schema;
    private final Settings settings;
    private final List<Seen> seen = new ArrayList<>();
    private final Map<TableChange.DropColumn, Schema.Column> dropped = new HashMap<>();
    private final Map<TableChange.DropConstraint, Schema.Rule> droppedRules = new HashMap<>();
    private final Map<TableChange.ChangeType, String> replacedTypes = new HashMap<>();
    private final List<Schema.Table> droppedTables = new ArrayList<>();
    private int statement;
    private int transaction = 1;
    private boolean open;
    private boolean explicit;

    Scene(LintFile file, Script script, Runner runner, Schema schema) {
        this.file = file;
        this.script = script;
        this.runner = runner;
        this.schema = schema;
        this.settings = new Settings(runner);
        this.open = startsOpen();
        if (open) {
            settings.begin();
        }
    }

    private boolean startsOpen() {
        return switch (runner.model()) {
            case TRANSACTION -> script.fitsOneTransaction();
            case WHOLE_SCRIPT -> script.statements().size() > 1 || !script.mustRunOutside();
            case PER_STATEMENT -> false;
        };
    }

    public LintFile file() {
        return file;
    }

    public Script script() {
        return script;
    }

    public Runner runner() {
        return runner;
    }

    public Schema schema() {
        return schema;
    }

    public Facts facts() {
        return schema.facts();
    }

    /** Whether the table may hold rows and be in use. */
    public boolean isThere(String table) {
        return !table.isEmpty() && schema.isThere(table);
    }

    public boolean inTransaction() {
        return open;
    }

    /** Whether a BEGIN of the file's own is open. */
    public boolean inOwnTransaction() {
        return explicit;
    }

    /** Whether a setting bounds something here, such as lock_timeout. */
    public boolean bounds(String setting) {
        return settings.bounds(setting);
    }

    /** All that has gone by in this file, oldest first. */
    public List<Seen> seen() {
        return seen;
    }

    /** What has gone by in the transaction that is open; nothing outside one. */
    public Stream<Seen> inThisTransaction() {
        return seen.stream().filter(s -> open && s.transaction() == transaction);
    }

    public <C extends Change> Stream<C> earlier(Class<C> kind) {
        return seen.stream().map(Seen::change).filter(kind::isInstance).map(kind::cast);
    }

    /** The locks that a change takes on tables that are there. */
    public List<TableLock> locks(Change change) {
        return Locks.of(change, schema).stream()
                .filter(lock -> isThere(lock.table()))
                .toList();
    }

    /** Whether a statement of the file fails alone: it does not take those before it along. */
    public boolean isAtomic() {
        long changing = script.statements().stream()
                .filter(s -> s.transactionRule() != TransactionRule.CONTROL && !s.isReadOnly())
                .filter(s -> !s.verb().startsWith("SET") && !s.verb().equals("RESET"))
                .count();
        if (changing <= 1) {
            return true;
        }
        return switch (runner.model()) {
            case TRANSACTION -> script.fitsOneTransaction() || isOneOwnTransaction();
            case WHOLE_SCRIPT -> !script.controlsTransactions() || isOneOwnTransaction();
            case PER_STATEMENT -> isOneOwnTransaction();
        };
    }

    /** Whether all that changes something stands between one BEGIN and one COMMIT. */
    private boolean isOneOwnTransaction() {
        boolean began = false;
        boolean ended = false;
        for (var s : script.statements()) {
            if (s.isBegin()) {
                if (began) {
                    return false;
                }
                began = true;
            } else if (s.isCommit() || s.isRollback()) {
                ended = true;
            } else if ((!began || ended) && !s.isReadOnly() && !s.verb().startsWith("SET")) {
                return false;
            }
        }
        return began && ended;
    }

    /** The column that a statement before dropped, as it was. */
    public Optional<Schema.Column> dropped(TableChange.DropColumn drop) {
        return Optional.ofNullable(dropped.get(drop));
    }

    /** The tables that were there and are dropped so far, as they were. */
    public List<Schema.Table> droppedTables() {
        return droppedTables;
    }

    /** The constraint that a statement before dropped, as far as it was known. */
    public Optional<Schema.Rule> dropped(TableChange.DropConstraint drop) {
        return Optional.ofNullable(droppedRules.get(drop));
    }

    /** The type that a column has before a change of it, be it one of a statement before. */
    public Optional<String> typeBefore(TableChange.ChangeType change) {
        return Optional.ofNullable(replacedTypes.get(change))
                .or(() -> schema.column(change.table(), change.column()).map(Schema.Column::type));
    }

    /** Whether the session's time zone is known to be UTC here, in which times with a zone and without one are the same bytes. */
    public boolean inUtc() {
        return settings.value("timezone")
                .filter(zone -> UTC.matcher(zone).matches())
                .isPresent();
    }

    private void remember(Change change) {
        if (change instanceof TableChange.DropColumn drop) {
            schema.column(drop.table(), drop.column()).ifPresent(column -> dropped.put(drop, column));
        } else if (change instanceof TableChange.DropConstraint drop) {
            schema.constraint(drop.table(), drop.name()).ifPresent(rule -> droppedRules.put(drop, rule));
        } else if (change instanceof TableChange.ChangeType type) {
            schema.column(type.table(), type.column()).ifPresent(column -> replacedTypes.put(type, column.type()));
        } else if (change instanceof ObjectChange.Drop drop && drop.kind().equals("TABLE")) {
            drop.names().stream()
                    .filter(this::isThere)
                    .flatMap(name -> schema.table(name).stream())
                    .forEach(droppedTables::add);
        }
    }

    void next(int index) {
        statement = index;
        if (!open) {
            transaction++;
        }
    }

    /** Carries everything over a change. */
    void take(Change change) {
        seen.add(new Seen(change, statement, transaction, explicit, locks(change)));
        if (change instanceof SessionChange.Transaction control) {
            steer(control.control());
        } else if (change instanceof SessionChange.Setting setting) {
            settings.take(setting, open);
        }
        remember(change);
        new Unfolding(schema).take(change);
    }

    private void steer(SessionChange.Control control) {
        switch (control) {
            case BEGIN -> {
                if (!open) {
                    transaction++;
                    settings.begin();
                }
                open = true;
                explicit = true;
            }
            case COMMIT -> end(false, runner.model() == ExecutionModel.WHOLE_SCRIPT);
            case COMMIT_AND_CHAIN -> end(false, true);
            case ROLLBACK -> end(true, runner.model() == ExecutionModel.WHOLE_SCRIPT);
            case SAVEPOINT, ROLLBACK_TO -> {}
        }
    }

    private void end(boolean undone, boolean another) {
        if (undone) {
            settings.rollback();
        } else {
            settings.commit();
        }
        transaction++;
        open = another;
        explicit = false;
        if (another) {
            settings.begin();
        }
    }

    /** The changes of a kind to the table that are seen so far. */
    public <C extends Change> boolean has(Class<C> kind, java.util.function.Predicate<C> which) {
        return earlier(kind).anyMatch(which);
    }
}
