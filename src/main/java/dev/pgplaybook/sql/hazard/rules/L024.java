package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.hazard.Rule;

/** A domain's rule is tried on every table that uses it. */
final class L024 {

    private L024() {}

    static Rule rule() {
        return Rule.warning("L024", "A domain's rule is tried on every table that uses it")
                .detects("""
                        ALTER DOMAIN … ADD CONSTRAINT without NOT VALID, and SET NOT NULL, on a domain that was there \
                        before.""")
                .hurts("""
                        Every table with a column of the domain is read, and writers of all of them wait.""")
                .safely("Add it NOT VALID, and VALIDATE it in the next migration.")
                .versions("all")
                .bad("ALTER DOMAIN email ADD CONSTRAINT short CHECK (char_length(VALUE) < 200);")
                .good("ALTER DOMAIN email ADD CONSTRAINT short CHECK (char_length(VALUE) < 200) NOT VALID;")
                .good("""
                        CREATE DOMAIN email AS text;
                        ALTER DOMAIN email ADD CONSTRAINT short CHECK (char_length(VALUE) < 200);""")
                .on(ObjectChange.DomainRule.class, (rule, scene, found) -> {
                    boolean isNew =
                            scene.has(ObjectChange.CreateDomain.class, d -> Name.isSame(d.name(), rule.domain()));
                    if (!rule.notValid() && !isNew) {
                        String instead = rule.constraint()
                                .map(name -> rule.part().text() + " NOT VALID;\n-- in the next migration\nALTER DOMAIN "
                                        + rule.domain() + " VALIDATE CONSTRAINT " + name + ";")
                                .orElse(
                                        "use a CHECK (VALUE IS NOT NULL) NOT VALID, and validate it in the next migration");
                        found.hazard(
                                rule,
                                "",
                                "every table with a column of " + rule.domain() + " is read while its writers wait",
                                instead);
                    }
                })
                .rule();
    }
}
