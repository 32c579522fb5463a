package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.testing.DatabaseExtension;
import java.util.List;

/** Has the server look at every row again, as it does when a constraint is added: rows were loaded with its triggers silent. */
final class Constraints {

    private Constraints() {}

    /** Gives how many constraints were dropped and added again; fails where a row is against one. */
    static int validate(DatabaseExtension db) {
        List<List<String>> constraints = db.rows("""
                SELECT conrelid::regclass, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
                WHERE contype IN ('c', 'f') AND conrelid <> 0 AND conparentid = 0
                  AND connamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
                  AND NOT EXISTS (SELECT 1 FROM pg_class WHERE oid = conrelid AND relispartition)
                """);
        for (List<String> constraint : constraints) {
            db.execute("ALTER TABLE %s DROP CONSTRAINT %s; ALTER TABLE %1$s ADD CONSTRAINT %2$s %s"
                    .formatted(constraint.get(0), constraint.get(1), constraint.get(2)));
        }
        return constraints.size();
    }
}
