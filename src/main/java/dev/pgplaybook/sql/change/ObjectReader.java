package dev.pgplaybook.sql.change;

import dev.pgplaybook.sql.Clause;
import dev.pgplaybook.sql.TokenKind;
import dev.pgplaybook.sql.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what is done to schemas, views, types and functions, and DROP of anything. */
final class ObjectReader {

    private final Taken taken;

    ObjectReader(Taken taken) {
        this.taken = taken;
    }

    void read(Clause clause) {
        String verb = taken.statement().verb();
        if (verb.startsWith("DROP ")) {
            drop(clause, verb.substring(5));
            return;
        }
        switch (verb) {
            case "TRUNCATE" -> truncate(clause);
            case "CREATE TYPE" -> createType(clause);
            case "ALTER TYPE" -> alterType(clause);
            case "CREATE DOMAIN" -> createDomain(clause);
            case "ALTER DOMAIN" -> alterDomain(clause);
            case "CREATE VIEW", "CREATE MATERIALIZED VIEW" -> createView(clause, verb);
            case "REFRESH MATERIALIZED VIEW" -> refresh(clause);
            case "CREATE FUNCTION", "CREATE PROCEDURE" -> new RoutineReader(taken).read(clause);
            case "CREATE TRIGGER" -> trigger(clause);
            case "CREATE POLICY", "ALTER POLICY" -> policy(clause, verb);
            case "CREATE SEQUENCE" -> {
                clause.skipTo("SEQUENCE");
                clause.take("IF", "NOT", "EXISTS");
                taken.add(new ObjectChange.CreateSequence(taken.all(), clause.name()));
            }
            case "CREATE SCHEMA" -> {
                clause.skipTo("SCHEMA");
                boolean ifMissing = clause.take("IF", "NOT", "EXISTS");
                taken.add(new ObjectChange.CreateSchema(taken.all(), clause.name(), ifMissing));
            }
            case "VACUUM", "CLUSTER", "ANALYZE", "ANALYSE" -> maintenance(clause, verb);
            case "GRANT", "CREATE ROLE", "CREATE USER" -> grant();
            default -> other(clause, verb);
        }
    }

    /** Names with commas between, as far as they go. */
    static List<String> names(Clause clause) {
        List<String> names = new ArrayList<>();
        do {
            clause.take("ONLY");
            names.add(clause.name());
        } while (comma(clause));
        return names;
    }

    private static boolean comma(Clause clause) {
        boolean comma = !clause.atEnd() && clause.words().at(clause.at()).text().equals(",");
        if (comma) {
            clause.token();
        }
        return comma;
    }

    private void drop(Clause clause, String kind) {
        for (int i = 0; i < kind.split(" ", -1).length + 1; i++) {
            clause.token();
        }
        boolean ifThere = clause.take("IF", "EXISTS");
        if (kind.equals("TRIGGER") || kind.equals("POLICY") || kind.equals("RULE")) {
            String name = clause.name();
            clause.take("ON");
            String table = clause.name();
            clause.take("CASCADE");
            clause.take("RESTRICT");
            taken.add(
                    kind.equals("POLICY")
                            ? new TableChange.Policy(taken.all(), table, name, "DROP POLICY")
                            : new TableChange.DropTrigger(taken.all(), table, name, ifThere));
            taken.end(clause);
            return;
        }
        List<String> names = new ArrayList<>();
        do {
            names.add(clause.name());
            if (clause.looksAtOpen()) {
                clause.parenthesized();
            }
        } while (comma(clause));
        boolean cascade = clause.take("CASCADE");
        clause.take("RESTRICT");
        taken.end(clause);
        cascade |= clause.rest().toUpperCase(Locale.ROOT).endsWith("CASCADE");
        taken.add(new ObjectChange.Drop(taken.all(), kind, names, ifThere, cascade));
    }

    private void truncate(Clause clause) {
        clause.take("TRUNCATE");
        clause.take("TABLE");
        List<String> tables = names(clause);
        if (!clause.take("RESTART", "IDENTITY")) {
            clause.take("CONTINUE", "IDENTITY");
        }
        boolean cascade = clause.take("CASCADE");
        clause.take("RESTRICT");
        taken.end(clause);
        taken.add(new ObjectChange.Truncate(taken.all(), tables, cascade));
    }

    private void createType(Clause clause) {
        clause.take("CREATE", "TYPE");
        String name = clause.name();
        List<String> labels = List.of();
        if (clause.take("AS", "ENUM")) {
            labels = strings(clause.parenthesized());
        } else {
            clause.rest();
        }
        taken.end(clause);
        taken.add(new ObjectChange.CreateType(taken.all(), name, labels));
    }

    private static List<String> strings(Clause clause) {
        return clause.parts().stream()
                .map(part -> part.words().at(part.at()).value())
                .toList();
    }

    private void alterType(Clause clause) {
        clause.take("ALTER", "TYPE");
        String name = clause.name();
        if (clause.take("ADD", "VALUE")) {
            boolean ifMissing = clause.take("IF", "NOT", "EXISTS");
            String label = value(clause);
            boolean placed = clause.take("BEFORE") || clause.take("AFTER");
            if (placed) {
                clause.token();
            }
            taken.end(clause);
            taken.add(new ObjectChange.AddLabel(taken.all(), name, label, ifMissing, placed));
        } else if (clause.take("RENAME", "VALUE")) {
            String from = value(clause);
            clause.take("TO");
            taken.add(new ObjectChange.RenameLabel(taken.all(), name, from, value(clause)));
            taken.end(clause);
        } else {
            renamed(clause, "TYPE", name);
        }
    }

    private static String value(Clause clause) {
        if (clause.atEnd()) {
            return "";
        }
        String value = clause.words().at(clause.at()).value();
        clause.token();
        return value;
    }

    private void createDomain(Clause clause) {
        clause.take("CREATE", "DOMAIN");
        String name = clause.name();
        clause.take("AS");
        String type = clause.upTo("CONSTRAINT", "NOT", "NULL", "CHECK", "DEFAULT", "COLLATE");
        Words rest = Words.of(clause.rest());
        boolean constrained = rest.contains("CHECK") || rest.find(0, "NOT") >= 0;
        taken.add(new ObjectChange.CreateDomain(taken.all(), name, type, constrained));
    }

    private void alterDomain(Clause clause) {
        clause.take("ALTER", "DOMAIN");
        String name = clause.name();
        if (clause.take("ADD")) {
            Optional<String> constraint = clause.take("CONSTRAINT") ? Optional.of(clause.name()) : Optional.empty();
            boolean notValid = clause.rest().toUpperCase(Locale.ROOT).matches("(?s).*\\bNOT\\s+VALID\\s*");
            taken.add(new ObjectChange.DomainRule(taken.all(), name, constraint, notValid));
        } else if (clause.take("SET", "NOT", "NULL")) {
            taken.add(new ObjectChange.DomainRule(taken.all(), name, Optional.empty(), false));
        } else {
            renamed(clause, "DOMAIN", name);
        }
    }

    /** RENAME TO and SET SCHEMA of anything but a table. */
    private void renamed(Clause clause, String kind, String name) {
        if (clause.take("RENAME", "TO")) {
            taken.add(new ObjectChange.Rename(taken.all(), kind, name, clause.name(), false));
        } else if (clause.take("SET", "SCHEMA")) {
            taken.add(new ObjectChange.Rename(taken.all(), kind, name, clause.name(), true));
        } else {
            boolean known = clause.looksAt(
                    "SET", "RESET", "OWNER", "RENAME", "ADD", "DROP", "ALTER", "VALIDATE", "ATTACH", "DEPENDS", "NO");
            if (!known) {
                taken.stumble();
            }
        }
    }

    private void createView(Clause clause, String verb) {
        boolean orReplace = clause.words().is(1, "OR");
        clause.skipTo("VIEW");
        clause.take("IF", "NOT", "EXISTS");
        taken.add(new ObjectChange.CreateView(taken.all(), clause.name(), orReplace, verb.contains("MATERIALIZED")));
        taken.stumble();
    }

    private void refresh(Clause clause) {
        clause.skipTo("VIEW");
        boolean concurrently = clause.take("CONCURRENTLY");
        String name = clause.name();
        if (!clause.take("WITH", "DATA")) {
            clause.take("WITH", "NO", "DATA");
        }
        taken.end(clause);
        taken.add(new ObjectChange.Refresh(taken.all(), name, concurrently));
    }

    private void trigger(Clause clause) {
        clause.skipTo("TRIGGER");
        String name = clause.name();
        clause.skipTo("ON");
        taken.add(new TableChange.CreateTrigger(taken.all(), clause.name(), name));
        taken.stumble();
    }

    private void policy(Clause clause, String verb) {
        clause.skipTo("POLICY");
        String name = clause.name();
        clause.skipTo("ON");
        taken.add(new TableChange.Policy(taken.all(), clause.name(), name, verb));
        taken.stumble();
    }

    private void maintenance(Clause clause, String verb) {
        clause.token();
        boolean full = false;
        if (clause.looksAtOpen()) {
            Words options = Words.of(clause.parenthesized().rest());
            int at = options.find(0, "FULL");
            full = at >= 0 && !options.is(at + 1, "FALSE", "OFF");
        }
        while (clause.looksAt("FULL", "FREEZE", "VERBOSE", "ANALYZE", "ANALYSE", "ONLY")) {
            full |= clause.looksAt("FULL");
            clause.token();
        }
        List<String> tables = new ArrayList<>();
        while (!clause.atEnd() && !clause.looksAt("USING")) {
            tables.add(clause.name());
            if (clause.looksAtOpen()) {
                clause.parenthesized();
            }
            if (!comma(clause)) {
                break;
            }
        }
        clause.rest();
        taken.add(
                verb.startsWith("ANALY")
                        ? new ObjectChange.Analyze(taken.all(), tables)
                        : new ObjectChange.Vacuum(taken.all(), tables, full || verb.equals("CLUSTER")));
    }

    private void grant() {
        Words words = taken.words();
        int to = words.find(0, "TO");
        boolean isPublic = to > 0 && words.find(to, "PUBLIC") > 0;
        boolean superuser = !words.is(0, "GRANT") && words.contains("SUPERUSER");
        taken.add(new ObjectChange.Grant(taken.all(), isPublic, superuser));
    }

    private void other(Clause clause, String verb) {
        if (verb.startsWith("ALTER ")) {
            for (int i = 0; i < verb.split(" ", -1).length; i++) {
                clause.token();
            }
            clause.take("IF", "EXISTS");
            String name = clause.name();
            if (clause.looksAtOpen()) {
                clause.parenthesized();
            }
            if (!verb.equals("ALTER DEFAULT PRIVILEGES") && !verb.equals("ALTER SYSTEM")) {
                renamed(clause, verb.substring(6), name);
            }
            return;
        }
        boolean plain = clause.words().at(0).kind() == TokenKind.WORD && PLAIN.contains(verb);
        if (!plain) {
            taken.stumble();
        }
    }

    /** Statements that are what their first words say, whatever follows. */
    private static final java.util.Set<String> PLAIN = java.util.Set.of(
            "COMMENT",
            "CREATE EXTENSION",
            "REVOKE",
            "NOTIFY",
            "LISTEN",
            "UNLISTEN",
            "CHECKPOINT",
            "DISCARD",
            "DISCARD ALL",
            "SET CONSTRAINTS",
            "DEALLOCATE",
            "REASSIGN OWNED",
            "SECURITY LABEL");
}
