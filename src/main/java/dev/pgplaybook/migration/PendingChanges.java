package dev.pgplaybook.migration;

import dev.pgplaybook.sql.DataDemand;
import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.NewColumn;
import dev.pgplaybook.sql.RowChanges;
import dev.pgplaybook.sql.SchemaFact;
import dev.pgplaybook.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the statements so far will have changed of the tables that are there, by the time the next one runs. */
final class PendingChanges {

    private final TargetTables tables;
    private final List<String> gone = new ArrayList<>();
    private final List<String> renamed = new ArrayList<>();
    private final Map<String, Statement> written = new HashMap<>();
    private final Map<String, NewColumn> added = new HashMap<>();
    private final Set<String> disturbed = new HashSet<>();
    private final Map<String, List<String>> enums = new HashMap<>();
    private Optional<String> opaque = Optional.empty();

    PendingChanges(TargetTables tables) {
        this.tables = tables;
    }

    void becomeOpaque(String why) {
        opaque = opaque.or(() -> Optional.of(why));
    }

    /** Why nothing can be known any more. */
    Optional<String> opaque() {
        return opaque;
    }

    /** Whether rows have been changed anywhere: a trigger or a cascade may have carried it on. */
    boolean anyRows() {
        return !written.isEmpty();
    }

    /** The statement that will have changed the table's rows. */
    Optional<Statement> writer(String table) {
        return written.entrySet().stream()
                .filter(entry -> Name.isSame(entry.getKey(), table))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    boolean isRenamed(String table) {
        return isIn(renamed, table);
    }

    /** Whether the table with the rows of today will be there. */
    boolean isThere(String table) {
        return !isIn(gone, table) && tables.exists(table);
    }

    Optional<NewColumn> added(String table, String column) {
        return Optional.ofNullable(added.get(key(table, column)));
    }

    boolean isDisturbed(String table, String column) {
        return disturbed.contains(key(table, column));
    }

    /** The labels of an enum that is still to be made. */
    Optional<List<String>> labels(String type) {
        return Optional.ofNullable(enums.get(Name.meant(type)));
    }

    /** Before the statement's own demands, which are asked of its new columns too. */
    void addColumns(Statement statement) {
        for (NewColumn column : statement.newColumns()) {
            if (!(column.ifMissing() && tables.hasColumn(column.table(), column.column()))) {
                added.put(key(column.table(), column.column()), column);
                disturbed.remove(key(column.table(), column.column()));
            }
        }
    }

    void take(Statement statement) {
        RowChanges changes = statement.rowChanges();
        if (changes.isOpaque()) {
            becomeOpaque("what comes before it, at " + statement.location() + ", may change any row");
        }
        changes.tables().forEach(table -> written.putIfAbsent(table, statement));
        boolean alters = statement.verb().equals("ALTER TABLE");
        for (SchemaFact fact : statement.facts()) {
            if (fact.kind() == SchemaFact.Kind.RELATION) {
                relation(fact, alters);
            } else if (fact.kind() == SchemaFact.Kind.COLUMN && (!fact.present() || isNew(fact))) {
                disturbed.add(key(fact.object(), fact.part()));
                added.remove(key(fact.object(), fact.part()));
            }
        }
        statement.demands().stream()
                .filter(DataDemand.Conversion.class::isInstance)
                .map(DataDemand.Conversion.class::cast)
                .forEach(c -> disturbed.add(key(c.site().table(), c.column())));
        if (!statement.enumLabels().isEmpty()) {
            statement.facts().forEach(fact -> enums.put(Name.meant(fact.object()), statement.enumLabels()));
        }
    }

    private void relation(SchemaFact fact, boolean alters) {
        if (!fact.present()) {
            gone.add(fact.object());
        } else if (alters) {
            renamed.add(fact.object());
        }
    }

    /** A column that comes to its name by RENAME, and not by ADD. */
    private boolean isNew(SchemaFact fact) {
        return added(fact.object(), fact.part()).isEmpty();
    }

    private static boolean isIn(List<String> names, String table) {
        return names.stream().anyMatch(name -> Name.isSame(name, table));
    }

    private static String key(String table, String column) {
        String meant = Name.meant(table);
        return meant.substring(meant.lastIndexOf('.') + 1) + " " + Name.meant(column);
    }
}
