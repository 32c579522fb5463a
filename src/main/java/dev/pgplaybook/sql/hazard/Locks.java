package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.IndexChange;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.RowChange;
import dev.pgplaybook.sql.change.SessionChange;
import dev.pgplaybook.sql.change.TableChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which tables a change locks and how, as far as its words and what is known of the schema tell. */
public final class Locks {

    /** Options of ALTER TABLE that writers do not notice. */
    private static final Set<String> QUIET = Set.of("SET STATISTICS", "SET (", "RESET (", "CLUSTER ON");

    private final Schema schema;
    private final List<TableLock> locks = new ArrayList<>();

    private Locks(Schema schema) {
        this.schema = schema;
    }

    public static List<TableLock> of(Change change, Schema schema) {
        Locks locks = new Locks(schema);
        if (change instanceof TableChange table) {
            locks.table(table);
        } else if (change instanceof IndexChange index) {
            locks.index(index);
        } else if (change instanceof ObjectChange object) {
            locks.object(object);
        } else if (change instanceof RowChange rows) {
            locks.add(rows.table(), LockMode.ROW_EXCLUSIVE);
        } else if (change instanceof SessionChange.Lock lock) {
            lock.tables().forEach(table -> locks.add(table, LockMode.of(lock.mode())));
        }
        return locks.locks;
    }

    private void table(TableChange change) {
        if (change instanceof TableChange.Create create) {
            create.allConstraints().forEach(this::referenced);
            create.parent().ifPresent(parent -> add(parent, LockMode.SHARE_UPDATE_EXCLUSIVE));
        } else if (change instanceof TableChange.AddConstraint add) {
            boolean key = add.constraint().kind() == Constraint.Kind.FOREIGN_KEY;
            add(change.table(), key ? LockMode.SHARE_ROW_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE);
            referenced(add.constraint());
        } else if (change instanceof TableChange.AddColumn add) {
            add(change.table(), LockMode.ACCESS_EXCLUSIVE);
            add.column().constraints().forEach(this::referenced);
        } else if (change instanceof TableChange.DropConstraint drop) {
            add(change.table(), LockMode.ACCESS_EXCLUSIVE);
            schema.constraint(drop.table(), drop.name())
                    .flatMap(Schema.Rule::references)
                    .ifPresent(table -> add(table, LockMode.ACCESS_EXCLUSIVE));
        } else if (change instanceof TableChange.Validate) {
            add(change.table(), LockMode.SHARE_UPDATE_EXCLUSIVE);
        } else if (change instanceof TableChange.Attach attach) {
            add(attach.table(), LockMode.SHARE_UPDATE_EXCLUSIVE);
            add(attach.partition(), LockMode.ACCESS_EXCLUSIVE);
        } else if (change instanceof TableChange.Detach detach && detach.concurrently()) {
            add(detach.table(), LockMode.SHARE_UPDATE_EXCLUSIVE);
        } else if (change instanceof TableChange.CreateTrigger || change instanceof TableChange.SwitchTrigger) {
            add(change.table(), LockMode.SHARE_ROW_EXCLUSIVE);
        } else if (change instanceof TableChange.OtherAction other && isQuiet(other.words())) {
            add(change.table(), LockMode.SHARE_UPDATE_EXCLUSIVE);
        } else {
            add(change.table(), LockMode.ACCESS_EXCLUSIVE);
        }
    }

    private static boolean isQuiet(String words) {
        String upper = words.toUpperCase(java.util.Locale.ROOT).replaceAll("\\s+", " ");
        return QUIET.stream().anyMatch(upper::startsWith);
    }

    private void index(IndexChange change) {
        if (change instanceof IndexChange.Create create) {
            add(create.table(), create.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE);
        } else if (change instanceof IndexChange.Drop drop) {
            LockMode mode = drop.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
            drop.names().forEach(name -> schema.tableOfIndex(name).ifPresent(table -> add(table.name(), mode)));
        } else if (change instanceof IndexChange.Rebuild rebuild) {
            LockMode mode = rebuild.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE;
            Optional<String> table = rebuild.kind().equals("TABLE")
                    ? Optional.of(rebuild.name())
                    : schema.tableOfIndex(rebuild.name()).map(Schema.Table::name);
            table.ifPresent(name -> add(name, mode));
        }
    }

    private void object(ObjectChange change) {
        if (change instanceof ObjectChange.Drop drop && drop.kind().equals("TABLE")) {
            for (String name : drop.names()) {
                add(name, LockMode.ACCESS_EXCLUSIVE);
                schema.linkedBy(name).forEach(table -> add(table, LockMode.ACCESS_EXCLUSIVE));
            }
        } else if (change instanceof ObjectChange.Truncate truncate) {
            truncate.tables().forEach(table -> add(table, LockMode.ACCESS_EXCLUSIVE));
        } else if (change instanceof ObjectChange.Vacuum vacuum) {
            LockMode mode = vacuum.rewrites() ? LockMode.ACCESS_EXCLUSIVE : LockMode.SHARE_UPDATE_EXCLUSIVE;
            vacuum.tables().forEach(table -> add(table, mode));
        } else if (change instanceof ObjectChange.Analyze analyze) {
            analyze.tables().forEach(table -> add(table, LockMode.SHARE_UPDATE_EXCLUSIVE));
        } else if (change instanceof ObjectChange.Refresh refresh) {
            add(refresh.name(), refresh.concurrently() ? LockMode.EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE);
        }
    }

    private void referenced(Constraint constraint) {
        constraint.reference().ifPresent(reference -> add(reference.table(), LockMode.SHARE_ROW_EXCLUSIVE));
    }

    private void add(String table, LockMode mode) {
        locks.add(new TableLock(table, mode));
    }
}
