package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A view's columns change under running code. */
final class C009 {

    private C009() {}

    static Rule rule() {
        return Rule.warning("C009", "A view's columns change under running code")
                .detects("""
                        DROP VIEW and CREATE VIEW of one name in one file. CREATE OR REPLACE VIEW lets columns be added \
                        alone, and is not reported.""")
                .hurts("""
                        Code that reads a column that is gone fails from the COMMIT on; grants are lost, and so is what \
                        depends on the view.""")
                .safely("""
                        CREATE OR REPLACE VIEW with new columns at the end; or a new view beside the old one.""")
                .bad("""
                        DROP VIEW totals;
                        CREATE VIEW totals AS SELECT 1 AS a;""")
                .good("CREATE OR REPLACE VIEW totals AS SELECT 1 AS a;")
                .on(
                        ObjectChange.CreateView.class,
                        (made, scene, found) -> scene.earlier(ObjectChange.Drop.class)
                                .filter(drop -> drop.kind().endsWith("VIEW")
                                        && drop.names().stream().anyMatch(name -> Name.isSame(name, made.name())))
                                .findFirst()
                                .ifPresent(drop -> found.hazard(
                                        made,
                                        made.name(),
                                        "what reads " + made.name()
                                                + " may miss columns from now on, and its grants are lost",
                                        "CREATE OR REPLACE VIEW, with new columns at the end, and GRANT again")))
                .rule();
    }
}
