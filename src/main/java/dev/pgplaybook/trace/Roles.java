package dev.pgplaybook.trace;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.sql.RelationRole;
import dev.pgplaybook.sql.StatementForm;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What each relation is to a statement: by name where the statement names it, and otherwise by how it stood to the named ones before.
 */
final class Roles {

    /** For anything else {@code to_regclass} fails on older servers, and the transaction with it. */
    private static final Pattern NAME = Pattern.compile(
            "(\"([^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)(\\.(\"([^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*))?");

    private final Sight before;
    private final Map<Long, RelationRole> named = new LinkedHashMap<>();
    private final Map<Long, RelationRole> roles = new HashMap<>();

    private Roles(Sight before) {
        this.before = before;
    }

    /** Asks the session, before the statement is sent, which relations its names mean. */
    static Roles of(List<StatementForm> forms, Session session, Sight before) {
        Roles roles = new Roles(before);
        List<StatementForm.Named> names = forms.stream()
                .flatMap(form -> form.named().stream())
                .filter(named -> NAME.matcher(named.relation()).matches())
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            roles.name(names, session);
        }
        return roles;
    }

    private void name(List<StatementForm.Named> names, Session session) {
        Row oids = session.together("SELECT "
                        + names.stream()
                                .map(named -> "coalesce(pg_catalog.to_regclass(" + Identifiers.literal(named.relation())
                                        + ")::pg_catalog.oid, 0)::text")
                                .collect(Collectors.joining(", ")))
                .rows()
                .get(0);
        Map<RelationRole, Set<Long>> byRole = new EnumMap<>(RelationRole.class);
        for (int i = 0; i < names.size(); i++) {
            long oid = oids.number(i);
            if (oid != 0) {
                RelationRole role = names.get(i).role();
                named.putIfAbsent(oid, role);
                byRole.computeIfAbsent(role, r -> new HashSet<>()).add(oid);
            }
        }
        roles.putAll(named);
        spread(byRole);
    }

    /** The relations that the statement names. */
    Map<Long, RelationRole> named() {
        return named;
    }

    RelationRole of(long oid) {
        return roles.getOrDefault(oid, RelationRole.OTHER);
    }

    private void spread(Map<RelationRole, Set<Long>> byRole) {
        Set<Long> tables = new HashSet<>(byRole.getOrDefault(RelationRole.TABLE, Set.of()));
        for (long index : byRole.getOrDefault(RelationRole.INDEX, Set.of())) {
            Relation relation = before.relations().get(index);
            if (relation != null && relation.belongsTo() != 0) {
                roles.putIfAbsent(relation.belongsTo(), RelationRole.TABLE);
                tables.add(relation.belongsTo());
            }
        }
        tables.forEach(this::parents);
        Set<Long> whole = new HashSet<>(tables);
        whole.addAll(byRole.getOrDefault(RelationRole.PARENT, Set.of()));
        whole.forEach(this::partitions);
        whole.addAll(byRole.getOrDefault(RelationRole.PARTITION, Set.of()));
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
