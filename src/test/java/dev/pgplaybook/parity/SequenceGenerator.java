package dev.pgplaybook.parity;

import dev.pgplaybook.parity.Sequence.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Makes sequences that people make over weeks: scripts come, fail, are mended, edited and deleted, and somebody deploys. */
final class SequenceGenerator {

    /** Few, so that operations meet each other. */
    private static final List<String> NAMES = List.of(
            "20240101000000_older",
            "20250101000000_base",
            "20250102000000_users",
            "20250102000000_Users",
            "20250103000000 with blanks",
            "20250104000000_größe",
            "20250105000000_last");

    private static final List<String> GOOD = List.of(
            "CREATE TABLE t%1$d (id int PRIMARY KEY, note text DEFAULT 'ü; --');\n",
            "-- CreateTable\nCREATE TABLE \"T%1$d\" (\n    \"id\" TEXT NOT NULL\n);\n\n-- CreateIndex\nCREATE INDEX \"T%1$d_id\" ON \"T%1$d\"(\"id\");\n",
            "CREATE TABLE IF NOT EXISTS base (id int);\r\nINSERT INTO base VALUES (%1$d);\r\n",
            "BEGIN;\nCREATE TABLE t%1$d (id int);\nCOMMIT;\n",
            "CREATE TABLE IF NOT EXISTS base (id int); COMMIT; CREATE TABLE t%1$d (id int)",
            "DO $$ BEGIN EXECUTE 'CREATE TABLE t%1$d (id int)'; END $$;",
            "CREATE TYPE e%1$d AS ENUM ('a', 'b');\nCREATE FUNCTION f%1$d() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;\n",
            "-- This is an empty migration. %1$d");

    /** Good where the table is there. */
    private static final List<String> RISKY = List.of(
            "ALTER TABLE base ADD COLUMN c%1$d int;\n",
            "CREATE INDEX CONCURRENTLY i%1$d ON base (id);", "DROP TABLE base;\nCREATE TABLE t%1$d (id int);\n");

    private static final List<String> BAD = List.of(
            "CREATE TABLE t%1$d (id int);\nSELECT 1/0;\n",
            "CREATE TABLE t%1$d (id int);\nCOMMIT;\nSELECT 1/0;\n",
            "CREATE TABLE t%1$d (id int);\nCREATE TABEL wrong (id int);\n",
            "INSERT INTO nowhere_%1$d VALUES (1);",
            "CREATE TABLE t%1$d (id int);\nCREATE INDEX CONCURRENTLY i%1$d ON t%1$d (id);\n",
            "DO $$ BEGIN RAISE EXCEPTION 'not today: %1$d'; END $$;");

    private final Random random;
    private final List<Operation> operations = new ArrayList<>();

    /** The folder as it will be, and whether each script is good. */
    private final TreeMap<String, Boolean> folder = new TreeMap<>();

    private int number;

    private SequenceGenerator(long seed) {
        this.random = new Random(seed);
    }

    static Sequence of(long seed) {
        SequenceGenerator generator = new SequenceGenerator(seed);
        generator.write("begin with", NAMES.get(1), GOOD);
        generator.write("begin with", NAMES.get(3 + generator.random.nextInt(4)), GOOD);
        int count = 6 + generator.random.nextInt(5);
        for (int i = 0; i < count; i++) {
            generator.next();
        }
        return new Sequence(seed, generator.operations);
    }

    private void next() {
        int dice = random.nextInt(100);
        if (dice < 34) {
            command("deploy");
        } else if (dice < 46) {
            command("resolve", "--applied", any());
        } else if (dice < 60) {
            command("resolve", "--rolled-back", any());
        } else if (dice < 72) {
            write("add", NAMES.get(random.nextInt(NAMES.size())), random.nextInt(3) == 0 ? RISKY : GOOD);
        } else if (dice < 84) {
            write("make fail", random.nextBoolean() ? NAMES.get(NAMES.size() - 1) : any(), BAD);
        } else if (dice < 92) {
            write("fix", broken(), GOOD);
        } else if (dice < 96) {
            write("edit", any(), GOOD);
        } else {
            delete(any());
        }
    }

    private void command(String... arguments) {
        operations.add(new Operation.Command(random.nextBoolean(), List.of(arguments)));
    }

    private void write(String why, String migration, List<String> scripts) {
        number++;
        String script = scripts.get(random.nextInt(scripts.size())).formatted(number);
        operations.add(new Operation.Write(why, migration, script));
        folder.put(migration, scripts != BAD);
    }

    /** The last one stays: an empty folder is a case of its own. */
    private void delete(String migration) {
        if (folder.size() > 1 && folder.remove(migration) != null) {
            operations.add(new Operation.Delete(migration));
        } else {
            command("deploy");
        }
    }

    /** Mostly one of the folder. */
    private String any() {
        List<String> names = random.nextInt(8) == 0 ? NAMES : List.copyOf(folder.keySet());
        return names.get(random.nextInt(names.size()));
    }

    private String broken() {
        return folder.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(java.util.Map.Entry::getKey)
                .findFirst()
                .orElseGet(this::any);
    }
}
