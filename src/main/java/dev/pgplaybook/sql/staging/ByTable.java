package dev.pgplaybook.sql.staging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Statements that lock a table against everybody, table by table: each table gets a migration of its own. A transaction that holds one
 * and waits for the next meets code that holds the next and waits for the first, be it only for a foreign key's sake.
 */
final class ByTable {

    private final Map<String, List<String>> statements = new LinkedHashMap<>();

    void add(String table, String sql) {
        statements.computeIfAbsent(table, name -> new ArrayList<>()).add(sql);
    }

    Map<String, List<String>> statements() {
        return statements;
    }
}
