package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.PgBouncer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The doctor before healthy and sick databases. */
class DoctorIT {

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    @Test
    void saysWhatThisMachineBrings() {
        Ended ended = doctor(Map.of());

        assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out())
                .contains("✔ Java " + Runtime.version().feature())
                .contains("MiB are free for sandboxes in ")
                .containsPattern("✔ .*PostgreSQL [0-9.]+.* starts in [0-9.]+ s")
                .contains("doctor --url URL");
    }

    @Test
    void anOwnerCanDoEverything() {
        Ended ended = doctor(Map.of(), "--url", db.url().withPassword());

        assertThat(ended.status()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out())
                .contains("✔ " + db.url().database() + " on ")
                .contains("✔ the role may make and change tables")
                .contains("✔ the role may cancel statements of other roles")
                .contains("✔ the role sees what other sessions do")
                .contains("✔ no pooler in transaction mode has shown itself");
    }

    @Test
    void aRoleWithoutRightsIsToldWhatItWillNotBeAbleTo() {
        String role = "nobody_" + db.url().database();
        db.execute("CREATE TABLE owned (id int); CREATE ROLE " + role + " LOGIN PASSWORD 'a-password-of-nobody'");
        try {
            Ended ended = doctor(Map.of(), "--url", as(role), "--json");

            assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(4);
            assertThat(states(ended.out()))
                    .contains(
                            "target.create bad",
                            "target.cancel less",
                            "target.see less",
                            "target.make-databases less",
                            "target.primary ok");
            assertThat(ended.out())
                    .contains("does not own owned", "GRANT pg_signal_backend", "GRANT pg_read_all_stats")
                    .doesNotContain("a-password-of-nobody");
        } finally {
            db.execute("DROP ROLE " + role);
        }
    }

    @Test
    void findsAPoolerInTransactionMode() {
        try (PgBouncer pooler = PgBouncer.start(directory, db.url(), "transaction")) {
            Ended ended = doctor(Map.of(), "--url", pooler.text(""));

            assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(4);
            assertThat(ended.out()).contains("✘ a pooler in transaction mode stands before it", "use the direct URL");
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsAFinding() {
        Ended ended = doctor(Map.of(), "--url", "postgresql://nobody@127.0.0.1:9/none?connect_timeout=1");

        assertThat(ended.status()).isEqualTo(4);
        assertThat(ended.out()).contains("✔ Java").contains("PB40");
    }

    @Test
    void aMachineWithoutAPlaceForSandboxesSaysSo() {
        Ended ended = doctor(Map.of("PGPLAYBOOK_CACHE", "/proc/nowhere"), "--json");

        assertThat(ended.status()).as(ended.out() + ended.err()).isEqualTo(4);
        assertThat(states(ended.out()))
                .contains("machine.sandbox bad", "machine.java ok")
                .doesNotContain("machine.disk ok");
    }

    private String as(String role) {
        return "postgresql://" + role + ":a-password-of-nobody@" + db.url().host() + ":"
                + db.url().port() + "/" + db.url().database();
    }

    private Ended doctor(Map<String, String> environment, String... words) {
        List<String> argv = new ArrayList<>(List.of("doctor"));
        argv.addAll(List.of(words));
        return LauncherProcess.run(directory, environment, argv.toArray(new String[0]));
    }

    /** Each symptom's id and state. */
    private static List<String> states(String document) {
        return Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\",\\s*\"state\"\\s*:\\s*\"([^\"]+)\"")
                .matcher(document)
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();
    }
}
