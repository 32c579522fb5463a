package dev.pgplaybook.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a statement of DDL asks of rows, and the columns that it adds, by its words alone. */
final class Demands {

    private Demands() {}

    static List<DataDemand> of(Statement statement) {
        Words leading = statement.leading();
        if (leading.startsWith("CREATE", "UNIQUE")) {
            return List.of(uniqueIndex(statement));
        }
        if (leading.startsWith("ALTER", "DOMAIN")) {
            return domain(statement);
        }
        if (!leading.is(0, "ALTER") || !leading.is(leading.skip(1, "FOREIGN"), "TABLE")) {
            return List.of();
        }
        List<DataDemand> demands = new ArrayList<>();
        actions(statement).forEach(action -> demands.addAll(action.demands()));
        return demands;
    }

    static List<NewColumn> newColumnsOf(Statement statement) {
        if (!statement.leading().startsWith("ALTER", "TABLE")) {
            return List.of();
        }
        return actions(statement).stream()
                .flatMap(action -> action.newColumn().stream())
                .toList();
    }

    private static List<TableAction> actions(Statement statement) {
        Words words = Words.of(statement);
        Clause clause = new Clause(statement, words, words.find(0, "TABLE") + 1, words.size());
        clause.take("IF", "EXISTS");
        clause.take("ONLY");
        String table = clause.name();
        return clause.parts().stream()
                .map(part -> new TableAction(table, part).read())
                .toList();
    }

    private static DataDemand uniqueIndex(Statement statement) {
        Words words = Words.of(statement);
        Clause clause = new Clause(statement, words, words.find(0, "INDEX") + 1, words.size());
        clause.take("CONCURRENTLY");
        clause.take("IF", "NOT", "EXISTS");
        String name = clause.looksAt("ON") ? "" : clause.name();
        clause.take("ON");
        clause.take("ONLY");
        String table = clause.name();
        if (clause.take("USING")) {
            clause.token();
        }
        List<String> keys = Keys.of(clause.parenthesized());
        boolean nullsEqual = false;
        Optional<String> where = Optional.empty();
        while (!clause.atEnd()) {
            if (clause.take("NULLS", "NOT", "DISTINCT")) {
                nullsEqual = true;
            } else if (clause.take("WHERE")) {
                where = Optional.of(clause.rest());
            } else {
                clause.token();
            }
        }
        DataDemand.Site site =
                new DataDemand.Site(statement, statement.start(), table, name.isEmpty() ? "the unique index" : name);
        return new DataDemand.Unique(site, keys, where, nullsEqual);
    }

    /** A domain's new rule is asked of every column that has it. */
    private static List<DataDemand> domain(Statement statement) {
        Words words = Words.of(statement).outer();
        String domain = words.name(2);
        int set = words.find(0, "SET");
        boolean asks = words.contains("ADD", "VALIDATE") || words.sequence(set, "SET", "NOT", "NULL");
        boolean later = words.contains("VALID") && words.contains("ADD");
        return !asks || later
                ? List.of()
                : List.of(new DataDemand.Other(
                        new DataDemand.Site(statement, statement.start(), domain, domain),
                        "every column of the domain " + domain + " is asked"));
    }
}
