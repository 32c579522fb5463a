package dev.pgplaybook.crash;

import dev.pgplaybook.crash.SignUps.Hold;
import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.journal.Journal;
import dev.pgplaybook.journal.RunDirectory;
import dev.pgplaybook.journal.RunState;
import dev.pgplaybook.journal.Runs;
import dev.pgplaybook.testing.CatalogPicture;
import dev.pgplaybook.testing.LauncherProcess;
import dev.pgplaybook.testing.LauncherProcess.Ended;
import dev.pgplaybook.testing.TestServer;
import dev.pgplaybook.testing.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The story's run on a database of its own: a copy of the hand-made one for each case. */
final class Story implements AutoCloseable {

    private static final String TEMPLATE =
            "crash_story_" + ProcessHandle.current().pid();

    /** A query for each table: every row, but for times and for what is made up anew each time. */
    private static final String DIGESTS = """
            SELECT format('SELECT %L || count(*) || '' '' || coalesce(md5(string_agg(r::text, ''|'' ORDER BY r::text)), '''') FROM (SELECT %s FROM %I) AS r',
                          c.relname || ' ',
                          string_agg(CASE WHEN format_type(a.atttypid, NULL) LIKE 'timestamp%' THEN format('%I IS NULL', a.attname)
                                          WHEN c.relname = '_prisma_migrations' AND a.attname = 'id' THEN '0'
                                          ELSE quote_ident(a.attname) END, ', ' ORDER BY a.attnum),
                          c.relname)
            FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
            GROUP BY c.relname ORDER BY c.relname""";

    private final Path directory;
    private final DatabaseUrl url;
    private final SignUps signUps;
    private final List<String> more = new ArrayList<>();

    private Story(Path directory, DatabaseUrl url, SignUps signUps) {
        this.directory = directory;
        this.url = url;
        this.signUps = signUps;
    }

    /** Once for all cases. */
    static void makeTemplate() throws IOException, SQLException {
        onServer("CREATE DATABASE " + TEMPLATE);
        try (Connection connection = TestServer.connect(TestServer.url(TEMPLATE));
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(Files.readString(Path.of("playbooks/production.sql")));
            statement.execute("SET search_path = public");
            statement.execute(Gate.TRIGGERS);
        }
    }

    static void dropTemplate() throws SQLException {
        onServer("DROP DATABASE " + TEMPLATE);
    }

    static Story begin(Path directory, String name, Hold hold) throws IOException, SQLException {
        onServer("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE + " STRATEGY file_copy");
        Trial.ofTheStory(directory);
        DatabaseUrl url = TestServer.url(name);
        return new Story(directory, url, new SignUps(url, hold));
    }

    /** Only the steps that work on the target itself. */
    Story withoutValidation() {
        more.addAll(List.of("--from", "legacy"));
        return this;
    }

    Story withoutDoneWhen() throws IOException {
        Path book = directory.resolve("playbooks/admin-roles.yaml");
        Files.writeString(book, Files.readString(book).replaceAll("(?m)^ +done_when: .*\\R", ""));
        return this;
    }

    DatabaseUrl url() {
        return url;
    }

    SignUps signUps() {
        return signUps;
    }

    Path directory() {
        return directory;
    }

    /** The words that walk it on the protected target. */
    List<String> words() {
        List<String> words = new ArrayList<>(List.of(
                "run",
                "playbooks/admin-roles.yaml",
                "--target",
                "production",
                "--confirm",
                url.database(),
                "--without-rehearsal",
                "it is to be killed"));
        words.addAll(more);
        return words;
    }

    LauncherProcess run(String javaOptions) {
        return LauncherProcess.start(directory, environment(javaOptions), words().toArray(String[]::new));
    }

    /** Goes on with the run, or begins it where nothing of it was recorded. */
    Ended goOn(String... answers) {
        return state().isEmpty() ? run("").await() : resume(answers).await();
    }

    LauncherProcess resume(String... answers) {
        List<String> words =
                new ArrayList<>(List.of("resume", "--confirm", url.database(), "--without-rehearsal", "it was killed"));
        for (String answer : answers) {
            words.addAll(List.of("--answer", answer));
        }
        return LauncherProcess.start(directory.resolve("playbooks"), environment(""), words.toArray(String[]::new));
    }

    Optional<RunState> state() {
        List<RunDirectory> runs = Runs.of(directory).all();
        return runs.isEmpty() ? Optional.empty() : RunState.find(Journal.entries(runs.get(0)));
    }

    /** Whether it came to its end by itself. */
    boolean isThrough() {
        return state().filter(state -> state.word().equals("passed")).isPresent();
    }

    RunDirectory record() {
        return Runs.of(directory).all().get(0);
    }

    Map<String, String> environment(String javaOptions) {
        Map<String, String> environment = new HashMap<>();
        environment.put("DATABASE_URL", url.withPassword());
        environment.put("AUTH_URL", signUps.address());
        environment.put("ADMIN_PASSWORD", "not-needed-here");
        environment.put("PGPLAYBOOK_JAVA_OPTS", javaOptions);
        return environment;
    }

    /** The schema, and a digest of every table's rows, the history among them. */
    List<String> picture() {
        List<String> picture = new ArrayList<>(CatalogPicture.complete(url));
        try (Connection connection = TestServer.connect(url);
                Statement statement = connection.createStatement()) {
            for (String query : texts(statement, DIGESTS)) {
                picture.addAll(texts(statement, query));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return picture;
    }

    private static List<String> texts(Statement statement, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    @Override
    public void close() throws SQLException {
        signUps.close();
        onServer("DROP DATABASE " + url.database() + " WITH (FORCE)");
    }

    private static void onServer(String sql) throws SQLException {
        try (Connection connection = TestServer.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
