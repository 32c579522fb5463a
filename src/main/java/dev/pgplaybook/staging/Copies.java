package dev.pgplaybook.staging;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import java.util.ArrayList;
import java.util.List;

/** Copies of a sandbox's database on its own server, which go when the proof ends. Nobody may be connected to the original. */
final class Copies implements AutoCloseable {

    private final DatabaseUrl base;
    private final List<String> made = new ArrayList<>();

    Copies(DatabaseUrl base) {
        this.base = base;
    }

    DatabaseUrl copy(String purpose) {
        String name = base.database() + "_" + purpose;
        on("CREATE DATABASE " + Identifiers.quote(name) + " TEMPLATE " + Identifiers.quote(base.database()));
        made.add(name);
        return base.withDatabase(name);
    }

    /** From another database, since a template must not be in use. */
    private void on(String sql) {
        try (Session session = Session.open(base.withDatabase("postgres"), SessionOptions.named("pgplaybook/stage"))) {
            session.execute(sql, List.of());
        }
    }

    @Override
    public void close() {
        made.forEach(name -> on("DROP DATABASE IF EXISTS " + Identifiers.quote(name) + " WITH (FORCE)"));
    }
}
