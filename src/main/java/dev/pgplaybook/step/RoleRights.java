package dev.pgplaybook.step;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.schema.Fact;
import dev.pgplaybook.schema.FactKind;
import dev.pgplaybook.schema.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the application's role may use what a deploy has made, as it may use what was there before. */
record RoleRights(Context context, Step step) {

    private static final Set<FactKind> USED =
            Set.of(FactKind.TABLE, FactKind.VIEW, FactKind.MATERIALIZED_VIEW, FactKind.SEQUENCE);

    /**
     * What the role has on most tables of the schema it is to have on a new one, and to read it in any case; of a sequence its use,
     * where it inserts.
     */
    private static final String LACKING = """
            WITH made AS (SELECT c.oid, c.relkind, c.relnamespace FROM pg_class AS c WHERE c.oid = ?::regclass),
            others AS (SELECT c.oid FROM pg_class AS c JOIN made ON made.relnamespace = c.relnamespace
                       WHERE c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations' AND c.oid <> ALL (?::regclass[]::oid[])),
            wanted AS (
              SELECT p.privilege FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p (privilege)
              WHERE p.privilege = 'SELECT'
                 OR (SELECT count(*) FILTER (WHERE has_table_privilege(?, oid, p.privilege)) * 2 > count(*) FROM others))
            SELECT 'USAGE', 'SCHEMA ' || quote_ident(n.nspname) FROM made JOIN pg_namespace AS n ON n.oid = made.relnamespace
            WHERE NOT has_schema_privilege(?, n.oid, 'USAGE')
            UNION ALL
            SELECT string_agg(w.privilege, ', '), made.oid::regclass::text FROM made, wanted AS w
            WHERE made.relkind <> 'S' AND (made.relkind IN ('r', 'p') OR w.privilege = 'SELECT')
              AND NOT has_table_privilege(?, made.oid, w.privilege) GROUP BY made.oid
            UNION ALL
            SELECT 'USAGE', 'SEQUENCE ' || made.oid::regclass FROM made
            WHERE EXISTS (SELECT FROM wanted WHERE privilege = 'INSERT')
              AND CASE made.relkind WHEN 'S' THEN NOT has_sequence_privilege(?, made.oid, 'USAGE') ELSE false END""";

    /** One on the role, where the playbook names it and something was made. */
    Optional<Finding> finding(Session reader, Snapshot before, Snapshot after) {
        List<String> made = after.facts().values().stream()
                .filter(fact -> USED.contains(fact.kind()) && !before.facts().containsKey(fact.key()))
                .map(Fact::identity)
                .toList();
        return context.playbook().role().filter(role -> !made.isEmpty()).map(role -> finding(reader, role, made));
    }

    private Finding finding(Session reader, String role, List<String> made) {
        String id = step.id() + ".role";
        String title = "the role " + role + " may use what was made";
        if (reader.query("SELECT 1 FROM pg_roles WHERE rolname = ?", role).isEmpty()) {
            String said = "not shown: there is no role " + role + " on this server";
            return context.ground().sandbox() ? Finding.warned(id, title, said) : Finding.failed(id, title, said);
        }
        String array =
                "{" + String.join(",", made.stream().map(RoleRights::element).toList()) + "}";
        List<String> grants = new ArrayList<>();
        for (String relation : made) {
            for (Row row : reader.query(LACKING, relation, array, role, role, role, role)) {
                grants.add("GRANT " + row.text(0) + " ON " + row.text(1) + " TO " + Identifiers.quote(role));
            }
        }
        return grants.isEmpty()
                ? Finding.passed(id, title, Words.count(made.size(), "relation"))
                : Finding.failed(
                        id,
                        title,
                        "it lacks: "
                                + String.join("; ", grants.stream().distinct().toList()));
    }

    private static String element(String identity) {
        return "\"" + identity.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
