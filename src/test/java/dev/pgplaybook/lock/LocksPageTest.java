package dev.pgplaybook.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Holds docs/locks.md against the lock facts; {@code -Dlockfacts.update=true} writes it anew. */
class LocksPageTest {

    private static final Path PAGE = Path.of("docs", "locks.md");

    private static final String HEAD = """
            # What statements lock

            What servers of PostgreSQL 13 to 18 did with each form of statement, on tables with rows. This page is generated from
            `src/main/resources/dev/pgplaybook/lock/facts.tsv`, which a test writes and every build holds against real servers of all
            these versions: it reads `pg_locks` in the open transaction, compares the relations' files before and after, and counts the
            rows that were read. It is not taken from the manual, nor from any other tool's table.

            - *stops* says whom the strongest lock keeps waiting on a table: **all** (ACCESS EXCLUSIVE: nobody reads or writes) or
              **writers** (SHARE and stronger: nobody inserts, updates or deletes). What only keeps VACUUM and other DDL waiting stops
              nobody. A statement that *waits* for such a lock stops those behind it already. The lock of an index stops who queries its
              table, since each query looks at all its indexes to be planned; that of a sequence stops who takes a number.
            - *locks* is the strongest lock on each relation that was there before: the **table** that is named or that the index,
              trigger or policy belongs to, its **index**es and **sequence**s, the **parent**, **partition** and **default partition**,
              the table that is **referenced** by a foreign key and the one **referencing** it. Where one line stands for several
              variants, which of them a statement is may depend on what its words do not tell, such as a column's old type.
            - *rewrites*: whose files are written anew. *reads all*: whose rows are all read while the lock is held.
            - *outside*: cannot be in a transaction. It was watched by other sessions that held each table and gave way step by step;
              locks weaker than SHARE UPDATE EXCLUSIVE, and what it reads, are not recorded for it. *refused*: the server says no.
            """;

    @Test
    void thePageShowsTheFacts() throws IOException {
        String page = page();

        if (Boolean.getBoolean("lockfacts.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static String page() {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        for (LockFact fact : LockFacts.load().all()) {
            sections.computeIfAbsent(section(fact.form()), s -> new ArrayList<>())
                    .add(row(fact));
        }
        StringBuilder page = new StringBuilder(HEAD);
        sections.forEach((section, rows) -> {
            page.append("\n## ").append(section).append("\n\n");
            page.append("| statement | on | stops | locks | rewrites | reads all |\n|---|---|---|---|---|---|\n");
            rows.forEach(page::append);
        });
        return page.toString();
    }

    private static String section(String form) {
        if (form.contains("INDEX")) {
            return form.startsWith("ALTER TABLE") || form.startsWith("COMMENT")
                    ? section(form.replace("INDEX", ""))
                    : "Indexes";
        }
        if (form.startsWith("ALTER TABLE ADD COLUMN") || form.startsWith("ALTER TABLE DROP COLUMN")) {
            return "ALTER TABLE: columns that come and go";
        }
        if (form.startsWith("ALTER TABLE ALTER COLUMN")) {
            return "ALTER TABLE: columns that change";
        }
        if (form.matches("ALTER TABLE (ADD|.*CONSTRAINT).*")) {
            return "ALTER TABLE: constraints";
        }
        if (form.contains("PARTITION")) {
            return "Partitions";
        }
        if (form.startsWith("ALTER TABLE")) {
            return "ALTER TABLE: everything else";
        }
        return form.matches("SELECT.*|INSERT|UPDATE|DELETE|MERGE|COPY.*|LOCK.*") ? "Rows and LOCK" : "Everything else";
    }

    private static String row(LockFact fact) {
        String statement = fact.variant().isEmpty() ? fact.form() : fact.form() + ": *" + fact.variant() + "*";
        String place = fact.place() == LockFact.Place.ANYWHERE
                ? ""
                : ", " + fact.place().words();
        return String.format(
                "| %s | %s%s | %s | %s | %s | %s |\n",
                statement,
                fact.majors(),
                place,
                stops(fact),
                fact.shownLocks(),
                LockFact.shown(fact.rewrites()),
                LockFact.shown(fact.scans()));
    }

    private static String stops(LockFact fact) {
        LockMode strongest = fact.locks().values().stream().reduce(LockMode.ACCESS_SHARE, LockMode::or);
        return strongest.stopsReaders() ? "**all**" : strongest.stopsWriters() ? "**writers**" : "";
    }
}
