package dev.pgplaybook.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.PlaybookReader;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.testing.DatabaseExtension;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What new makes of what it finds, and where it stops. */
class NewIT {

    private static final Path BOOK = Path.of("playbooks/app.yaml");

    @RegisterExtension
    final DatabaseExtension db = new DatabaseExtension();

    @TempDir
    Path directory;

    private Trial trial;

    @BeforeEach
    void project() {
        trial = new Trial(directory);
        trial.write("prisma/migrations/1_users/migration.sql", "CREATE TABLE users (id int PRIMARY KEY, email text)");
        trial.write("prisma/migrations/2_emails/migration.sql", "UPDATE users SET email = lower(email)");
        trial.write("prisma/migrations/3_index/migration.sql", "CREATE INDEX users_email ON users (email)");
    }

    @Test
    void marksWhatIsThereAndDeploysTheRest() throws IOException {
        db.execute("CREATE TABLE users (id int PRIMARY KEY, email text)");
        db.execute("INSERT INTO users SELECT i, 'me' FROM generate_series(1, 2000) AS i");

        Ended made = make("--answer", "2_emails=pending");

        assertThat(made.status()).as(made.err()).isZero();
        Playbook playbook = PlaybookReader.read(directory.resolve(BOOK));
        assertThat(playbook.steps()).extracting(Step::id).containsExactly("from-scratch", "legacy", "deploy");
        assertThat(Files.readString(directory.resolve(BOOK)))
                .contains("applied: infer", "2_emails: SELECT false", "- 2_emails\n        - 3_index")
                .contains("L001 3_index:1: building users_email makes writers of users wait");
        assertThat(made.out()).contains("legacy  marks one migration as applied", "deploy  applies 2 migrations");
    }

    @Test
    void asksWhatNoSchemaShows() {
        db.execute("CREATE TABLE users (id int PRIMARY KEY, email text)");

        Ended made = make();

        assertThat(made.status()).isEqualTo(2);
        assertThat(made.err()).contains("PB503", "Was 2_emails applied?", "--answer 2_emails=applied|pending");
        assertThat(directory.resolve(BOOK)).doesNotExist();
    }

    @Test
    void takesTheOperatorsWordIntoThePlaybook() throws IOException {
        db.execute("CREATE TABLE users (id int PRIMARY KEY, email text)");

        assertThat(make("--answer", "2_emails=applied").status()).isZero();

        assertThat(Files.readString(directory.resolve(BOOK)))
                .contains("although:\n        2_emails: decided", "expect:\n        - 3_index\n");
    }

    @Test
    void anEmptyDatabaseGetsAllOfThem() throws IOException {
        Ended made = make();

        assertThat(made.status()).as(made.err()).isZero();
        assertThat(PlaybookReader.read(directory.resolve(BOOK)).steps())
                .extracting(Step::id)
                .containsExactly("from-scratch", "deploy");
    }

    @Test
    void whatIsDoneNeedsNoPlaybook() {
        LauncherProcess.run(directory, Map.of(), "deploy", "--url", url(), "--migrations", "prisma/migrations");

        Ended made = make();

        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out()).contains("there is nothing for a playbook to do");
        assertThat(directory.resolve(BOOK)).doesNotExist();
    }

    @Test
    void aDatabaseOfSomethingElseIsNotTakenForThis() {
        db.execute("CREATE TABLE invoices (id int)");

        Ended made = make();

        assertThat(made.status()).isEqualTo(2);
        assertThat(made.err()).contains("PB204", "is it the right database");
    }

    @Test
    void neverWritesOverAFileByTheWay() throws IOException {
        trial.write(BOOK.toString(), "mine");

        Ended refused = make();

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("playbooks/app.yaml is there already", "--overwrite");
        assertThat(Files.readString(directory.resolve(BOOK))).isEqualTo("mine");
        assertThat(make("--overwrite").status()).isZero();
        assertThat(Files.readString(directory.resolve(BOOK))).contains("version: 1");
    }

    /** The URL stands in Prisma's .env, with a password that is to be seen nowhere. */
    @Test
    void findsTheDatabaseAsPrismaDoesAndKeepsItsPassword() throws IOException {
        trial.write(".env", "DATABASE_URL=" + url() + "\n");

        Ended made =
                LauncherProcess.run(directory, Map.of(), "new", "playbooks/app.yaml", "--no-input", "--name", "app");

        assertThat(made.status()).as(made.err()).isZero();
        String password = db.url().password().orElseThrow();
        assertThat(Files.readString(directory.resolve(BOOK)))
                .contains("url: ${DATABASE_URL}")
                .doesNotContain(password);
        assertThat(made.out() + made.err())
                .contains("rehearse playbooks/app.yaml --env-file .env")
                .doesNotContain(password);
    }

    @Test
    void saysTheSameAsData() {
        Ended made = make("--json");

        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out())
                .contains("\"file\" : \"playbooks/app.yaml\"")
                .contains("\"pending\"")
                .contains("3_index")
                .contains("\"next\" : \"pgplaybook rehearse playbooks/app.yaml\"");
    }

    @Test
    void needsAFolder() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("elsewhere"));

        Ended made = LauncherProcess.run(empty, Map.of(), "new", "--url", url(), "--no-input");

        assertThat(made.status()).isEqualTo(2);
        assertThat(made.err()).contains("No migrations folder was found here", "--migrations DIR");
    }

    private Ended make(String... more) {
        List<String> words = new ArrayList<>(List.of("new", "--url", url(), "--no-input", "--name", "app"));
        words.addAll(List.of(more));
        return LauncherProcess.run(directory, Map.of(), words.toArray(new String[0]));
    }

    private String url() {
        return db.url().withPassword();
    }
}
