package dev.pgplaybook.parity;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What counts as a migration, in which order, with which checksum. */
final class FolderCases {

    private static final String A = "20250101000000_a";
    private static final String B = "20250102000000_b";
    private static final String LOCK = "migration_lock.toml";

    private FolderCases() {}

    static List<ParityCase> all() {
        return Stream.of(folders(), names(), contents()).flatMap(List::stream).toList();
    }

    private static List<ParityCase> folders() {
        return List.of(
                ParityCase.of("no migrations folder").deploy(),
                ParityCase.of("no migrations folder any more")
                        .migration(A, table("a"))
                        .deploy()
                        .without("")
                        .deploy(),
                ParityCase.of("no migrations folder on a database with a table")
                        .sql(table("there"))
                        .deploy(),
                ParityCase.of("an empty folder").directory(".").deploy().deploy(),
                ParityCase.of("files beside the migrations")
                        .migration(A, table("a"))
                        .file("migration.sql", bytes(table("never")))
                        .file("README.md", bytes("text"))
                        .deploy(),
                ParityCase.of("a hidden directory")
                        .migration(".hidden", table("hidden"))
                        .migration(A, table("a"))
                        .deploy(),
                withoutScript("a nested directory", "20250103000000_nested/inner/migration.sql"),
                withoutScript("a directory without a script between others", "20250101500000_empty/"),
                withoutScript("a script that is a directory", "20250101500000_empty/migration.sql/"),
                withoutScript("a script in capitals", "20250101500000_empty/MIGRATION.SQL"),
                ParityCase.of("a directory without a script that is deleted")
                        .migration(A, table("a"))
                        .directory("20250101500000_empty")
                        .applied("20250101500000_empty")
                        .rolledBack("20250101500000_empty")
                        .without("20250101500000_empty")
                        .deploy(),
                ParityCase.of("a linked directory")
                        .migration(A, table("a"))
                        .link("20250103000000_linked", A)
                        .deploy(),
                ParityCase.of("a linked script")
                        .file("elsewhere.sql", bytes(table("a")))
                        .directory(A)
                        .link(A + "/migration.sql", "../elsewhere.sql")
                        .deploy(),
                ParityCase.of("a lock file that is a directory")
                        .migration(A, table("a"))
                        .migration(LOCK, table("b"))
                        .deploy(),
                ParityCase.of("other files in a migration's directory")
                        .migration(A, table("a"))
                        .file(A + "/down.sql", bytes("DROP TABLE a"))
                        .deploy());
    }

    private static ParityCase withoutScript(String name, String file) {
        return ParityCase.of(name)
                .migration(A, table("a"))
                .file(file, bytes(table("b")))
                .migration("20250104000000_z", table("z"))
                .deploy();
    }

    private static List<ParityCase> names() {
        String mostBytes = "20250103_" + "x".repeat(191);
        String mostUmlauts = "20250104_" + "ü".repeat(96);
        return List.of(
                ParityCase.of("names with blanks")
                        .migration("2025 first", table("a"))
                        .migration("2025 second one ", table("b"))
                        .deploy()
                        .applied("2025 second one "),
                ParityCase.of("names beyond ASCII")
                        .migration("20250101_größe", table("a"))
                        .migration("20250101_grosse", table("b"))
                        .migration("20250102_名前", table("c"))
                        .migration("20250102_😀", table("d"))
                        .migration("20250103_\u00e9", table("f"))
                        .deploy(),
                ParityCase.of("a name with a line break")
                        .migration("20250101\n_a", table("a"))
                        .deploy()
                        .deploy(),
                ParityCase.of("names with signs")
                        .migration("a'b", table("a"))
                        .migration("a\"b", table("b"))
                        .migration("a\\b", table("c"))
                        .migration("a%b$c${d}", table("d"))
                        .migration("a?b*c", table("e"))
                        .deploy(),
                ParityCase.of("names in the order of ICU")
                        .migration("2_late", table("a"))
                        .migration("10_early", table("b"))
                        .migration("20250101_B", table("c"))
                        .migration("20250101_a", table("d"))
                        .migration("20250101_a_1", table("e"))
                        .migration("20250101_a-1", table("f"))
                        .migration("20250101_a1", table("g"))
                        .migration("20250101-x", table("h"))
                        .migration("20250101x", table("i"))
                        .migration("Zed", table("j"))
                        .migration("alpha", table("k"))
                        .migration("Ärger", table("l"))
                        .migration("_under", table("m"))
                        .migration(".dot", table("n"))
                        .migration("a b", table("o"))
                        .migration("a_b", table("p"))
                        .migration("A_b", table("q"))
                        .migration("ab", table("r"))
                        .deploy(),
                ParityCase.of("a name of 200 bytes")
                        .migration(mostBytes, table("a"))
                        .deploy(),
                ParityCase.of("a name of 201 bytes among others")
                        .migration(A, table("a"))
                        .migration(mostBytes + "y", table("b"))
                        .migration("20260101000000_c", table("c"))
                        .deploy(),
                ParityCase.of("a name of 201 bytes, applied by word")
                        .migration(mostBytes + "y", table("b"))
                        .applied(mostBytes + "y"),
                ParityCase.of("a name of 201 bytes in fewer characters")
                        .migration(mostUmlauts, table("a"))
                        .deploy(),
                ParityCase.of("a name as a path")
                        .migration(A, table("a"))
                        .applied("./" + A)
                        .applied(A + "/")
                        .applied("../migrations/" + A)
                        .applied(A.replace("_a", "_A"))
                        .applied(A + "/migration.sql")
                        .applied(A));
    }

    private static List<ParityCase> contents() {
        byte[] invalid = bytes("CREATE TABLE a (id int); -- ?");
        invalid[invalid.length - 1] = (byte) 0xff;
        return List.of(
                ParityCase.of("line ends of Windows")
                        .migration(A, "CREATE TABLE a (\r\n  id int\r\n);\r\n")
                        .deploy(),
                ParityCase.of("a byte order mark")
                        .migration(A, "\ufeffCREATE TABLE a (id int);")
                        .deploy()
                        .rolledBack(A)
                        .migration(A, table("a"))
                        .deploy(),
                ParityCase.of("a byte order mark, applied by word")
                        .migration(A, "\ufeffCREATE TABLE a (id int);")
                        .applied(A),
                ParityCase.of("bytes that are no UTF-8")
                        .file(A + "/migration.sql", invalid)
                        .deploy(),
                ParityCase.of("bytes that are no UTF-8, applied by word")
                        .file(A + "/migration.sql", invalid)
                        .applied(A),
                ParityCase.of("a comment left open")
                        .migration(A, table("a"))
                        .migration(B, "/* never closed")
                        .deploy(),
                ParityCase.of("nothing to run")
                        .migration("1_empty", "")
                        .migration("2_blank", " \n\t\n")
                        .migration("3_comment", "-- This is an empty migration.")
                        .migration("4_nested", "/* a /* b */ c */")
                        .migration("5_semicolons", ";;;\n;")
                        .deploy(),
                ParityCase.of("an edit behind an applied migration")
                        .migration(A, table("a"))
                        .deploy()
                        .migration(A, table("other"))
                        .deploy()
                        .without(A)
                        .deploy(),
                ParityCase.of("a migration older than those applied")
                        .migration(B, table("b"))
                        .deploy()
                        .migration(A, table("a"))
                        .deploy());
    }

    private static String table(String name) {
        return "CREATE TABLE " + name + " (id int);";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
