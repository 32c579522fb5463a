package dev.pgplaybook.trace;

import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.sql.RelationRole;
import dev.pgplaybook.sql.StatementForm;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What each relation is to a statement: by name where the statement names it, and otherwise by how it stood to the named ones before.
 */
final class Roles {

    private final Sight before;
    private final Map<Long, RelationRole> roles = new HashMap<>();

    private Roles(Sight before) {
        this.before = before;
    }

    /** Asks the session, before the statement is sent, which relations its names mean. */
    static Roles of(List<StatementForm> forms, Session session, Sight before) {
        Roles roles = new Roles(before);
        Map<RelationRole, Set<Long>> named = new EnumMap<>(RelationRole.class);
        for (StatementForm form : forms) {
            for (StatementForm.Named each : form.named()) {
                roles.find(session, each).forEach(oid -> {
                    roles.roles.putIfAbsent(oid, each.role());
                    named.computeIfAbsent(each.role(), r -> new HashSet<>()).add(oid);
                });
            }
        }
        roles.spread(named);
        return roles;
    }

    RelationRole of(long oid) {
        return roles.getOrDefault(oid, RelationRole.OTHER);
    }

    private List<Long> find(Session session, StatementForm.Named named) {
        Row row = session.one("SELECT coalesce(pg_catalog.to_regclass(?)::oid, 0)", named.relation());
        return row.number(0) == 0 ? List.of() : List.of(row.number(0));
    }

    private void spread(Map<RelationRole, Set<Long>> named) {
        Set<Long> tables = new HashSet<>(named.getOrDefault(RelationRole.TABLE, Set.of()));
        for (long index : named.getOrDefault(RelationRole.INDEX, Set.of())) {
            Relation relation = before.relations().get(index);
            if (relation != null && relation.belongsTo() != 0) {
                roles.putIfAbsent(relation.belongsTo(), RelationRole.TABLE);
                tables.add(relation.belongsTo());
            }
        }
        tables.forEach(this::parents);
        Set<Long> whole = new HashSet<>(tables);
        whole.addAll(named.getOrDefault(RelationRole.PARENT, Set.of()));
        whole.forEach(this::partitions);
        whole.addAll(named.getOrDefault(RelationRole.PARTITION, Set.of()));
        for (Sight.Key key : before.keys()) {
            if (isOneOfThem(key.from())) {
                roles.putIfAbsent(key.to(), RelationRole.REFERENCED);
            }
            if (isOneOfThem(key.to())) {
                roles.putIfAbsent(key.from(), RelationRole.REFERENCING);
            }
        }
        for (Relation relation : before.relations().values()) {
            if (roles.containsKey(relation.belongsTo()) && relation.isIndex()) {
                roles.putIfAbsent(relation.oid(), RelationRole.INDEX);
            } else if (roles.containsKey(relation.belongsTo()) && relation.isSequence()) {
                roles.putIfAbsent(relation.oid(), RelationRole.SEQUENCE);
            }
        }
    }

    /** The tables that it is about: named ones, and what hangs on them by partition or inheritance. */
    private boolean isOneOfThem(long oid) {
        RelationRole role = of(oid);
        return role == RelationRole.TABLE
                || role == RelationRole.PARTITION
                || role == RelationRole.DEFAULT_PARTITION
                || role == RelationRole.PARENT;
    }

    private void parents(long oid) {
        Relation relation = before.relations().get(oid);
        if (relation != null && relation.parent() != 0) {
            roles.putIfAbsent(relation.parent(), RelationRole.PARENT);
            parents(relation.parent());
            before.relations().values().stream()
                    .filter(sibling -> sibling.parent() == relation.parent() && sibling.isDefault())
                    .forEach(sibling -> roles.putIfAbsent(sibling.oid(), RelationRole.DEFAULT_PARTITION));
        }
    }

    private void partitions(long oid) {
        for (Relation relation : before.relations().values()) {
            if (relation.parent() == oid && !relation.isIndex()) {
                roles.putIfAbsent(
                        relation.oid(), relation.isDefault() ? RelationRole.DEFAULT_PARTITION : RelationRole.PARTITION);
                partitions(relation.oid());
            }
        }
    }
}
