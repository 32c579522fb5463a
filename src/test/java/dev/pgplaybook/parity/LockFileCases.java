package dev.pgplaybook.parity;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What is read in migration_lock.toml, and who reads it. */
final class LockFileCases {

    private static final String A = "20250101000000_a";
    private static final String B = "20250102000000_b";
    private static final String LOCK = "migration_lock.toml";

    private LockFileCases() {}

    static List<ParityCase> all() {
        ParityCase marks = ParityCase.of("a lock file of another provider, resolving")
                .migration(A, "SELECT 1/0")
                .migration(B, table("b"))
                .deploy()
                .file(LOCK, bytes("provider = \"mysql\""))
                .applied(B)
                .applied(A)
                .rolledBack(A);
        Stream<ParityCase> texts = Stream.of(
                        "provider = \"mysql\"\n",
                        "# comment\n\nprovider = \"postgresql\"\r\n",
                        "provider=\"postgresql\"\n",
                        "provider = 'postgresql'\n",
                        "provider = \"postgres\"\n",
                        "provider = \"PostgreSQL\"\n",
                        "provider = \"postgresql\" # comment\n",
                        "  provider = \"postgresql\"\n",
                        "\ufeffprovider = \"postgresql\"\n",
                        "provider  =  \"postgresql\"\n",
                        "provider = postgresql\n",
                        "provider = \"postgresql\"  \n",
                        "providers = \"mysql\"\nprovider = \"postgresql\"\n",
                        "provider = \"mysql\"\nprovider = \"postgresql\"\n",
                        "nothing",
                        "")
                .map(text -> ParityCase.of(
                                "the lock file " + text.replace("\n", "\\n").replace("\r", "\\r"))
                        .migration(A, table("a"))
                        .file(LOCK, bytes(text))
                        .deploy());
        return Stream.concat(Stream.of(marks), texts).toList();
    }

    private static String table(String name) {
        return "CREATE TABLE " + name + " (id int);";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
