package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Found;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Scene;
import dev.pgplaybook.sql.hazard.Severity;
import java.util.Optional;
import java.util.Set;

/** A foreign key over columns of different collations is refused. */
final class V008 {

    private V008() {}

    static Rule rule() {
        return Rule.warning("V008", "A foreign key over columns of different collations is refused")
                .detects("""
                        A foreign key where one of the columns has a collation that is not deterministic, by what the files \
                        say.""")
                .hurts("""
                        From PostgreSQL 18 both columns must have the same collation, and the migration fails otherwise.""")
                .safely("Give both columns the same collation.")
                .versions("from PostgreSQL 18")
                .bad("""
                        CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                        CREATE TABLE users (name text COLLATE any_case PRIMARY KEY);
                        CREATE TABLE trades (owner text REFERENCES users (name));""")
                .good("""
                        CREATE COLLATION german (provider = icu, locale = 'de');
                        CREATE TABLE users (name text COLLATE german PRIMARY KEY);
                        CREATE TABLE trades (owner text REFERENCES users (name));""")
                .good(Example.of("""
                        CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                        CREATE TABLE users (name text COLLATE any_case PRIMARY KEY);
                        CREATE TABLE trades (owner text REFERENCES users (name));""").on(Facts.of(17)))
                .on(
                        TableChange.Create.class,
                        (create, scene, found) ->
                                create.allConstraints().forEach(key -> look(key, create.table(), create, scene, found)))
                .on(
                        TableChange.AddConstraint.class,
                        (add, scene, found) -> look(add.constraint(), add.table(), add, scene, found))
                .rule();
    }

    private static void look(Constraint key, String table, TableChange change, Scene scene, Found found) {
        if (key.reference().isEmpty() || !scene.facts().isAtLeast(18)) {
            return;
        }
        Set<String> loose = Collations.indeterminate(scene);
        Constraint.Reference reference = key.reference().get();
        for (int i = 0; i < Math.min(key.columns().size(), reference.columns().size()); i++) {
            Optional<String> own =
                    Collations.of(scene, change, table, key.columns().get(i));
            Optional<String> other = Collations.of(
                    scene, change, reference.table(), reference.columns().get(i));
            boolean one = own.filter(loose::contains).isPresent()
                    || other.filter(loose::contains).isPresent();
            if (one && !own.equals(other)) {
                found.precheck(
                        Severity.WARNING,
                        key.part(),
                        table,
                        key.columns().get(i) + " and " + reference.columns().get(i) + " of " + reference.table()
                                + " have different collations, of which one is not deterministic",
                        "SELECT a.attname, c.collname FROM pg_attribute AS a JOIN pg_collation AS c ON c.oid = a.attcollation WHERE NOT c.collisdeterministic");
            }
        }
    }
}
