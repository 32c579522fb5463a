package dev.pgplaybook.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgplaybook.journal.Event;
import dev.pgplaybook.journal.Finding;
import dev.pgplaybook.journal.Outcome.Left;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.run.Consent;
import dev.pgplaybook.run.Operator;
import dev.pgplaybook.run.Proposal;
import dev.pgplaybook.run.Question;
import dev.pgplaybook.run.Result;
import dev.pgplaybook.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before the first change of a real database. */
class GuardTest extends OnServer {

    private static final String DELETE = "  - id: a\n    sql: DELETE FROM people\n";

    @BeforeEach
    void makeATable() {
        db.execute("CREATE TABLE people (id int); INSERT INTO people VALUES (1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url: \"${URL}\"", "url: \"${URL}\", disposable: true", "url: \"${OTHER}\""})
    void refusesEveryWayRoundAProtection(String harmless) {
        Path playbook = server.trial.write(
                "round.yaml",
                "version: 1\nplaybook: round\ntargets:\n  production: { url: \"${URL}\", protected: true }\n  harmless: { "
                        + harmless + " }\nsteps:\n" + DELETE);
        String url = db.url().withPassword();
        Map<String, String> variables = Map.of("URL", url, "OTHER", url.replace("127.0.0.1", "localhost"));

        assertThatThrownBy(() -> server.trial.begin(playbook, "harmless", Order.Manner.GUIDED, variables))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.first().code()).isEqualTo(ProblemCode.PB410));
        assertThat(people()).isEqualTo("1");
    }

    @Test
    void changesNothingInADatabaseThatTookTheConfirmedOnesPlace() {
        Operator slow = new Operator() {
            @Override
            public Consent consent(Proposal proposal) {
                replaceDatabase();
                return YES;
            }

            @Override
            public String choose(Question question) {
                throw new AssertionError(question);
            }

            @Override
            public String statement(String question, String flag) {
                throw new AssertionError(question);
            }
        };

        try (OpenRun run = server.begin(DELETE, slow)) {
            Result result = run.walk(Optional.empty());

            assertThat(result).isInstanceOfSatisfying(Result.Failed.class, failed -> {
                assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB411);
                assertThat(failed.outcome().left()).isEqualTo(Left.NOTHING);
            });
            assertThat(result.exit(false)).isEqualTo(1);
        }

        assertThat(people()).isEqualTo("1");
    }

    @Test
    void doesNotGoOnInADatabaseThatTookTheOldOnesPlace() {
        server.trial.operator.says(YES);
        OpenRun run = server.begin(DELETE + "  - id: b\n    sql: DELETE FROM people\n");
        try (run) {
            run.walk(Optional.of("a"));
        }
        replaceDatabase();

        assertThatThrownBy(() -> server.goOn(run))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.first().code()).isEqualTo(ProblemCode.PB411));
        assertThat(people()).isEqualTo("1");
    }

    @Test
    void letsTheCommandLineAcceptAnIdleSession() throws SQLException {
        server.trial.accepted.add("preflight.idle-in-transaction");

        passesBesideAnIdleSession();
    }

    @Test
    void letsThePlaybookAcceptAnIdleSession() throws SQLException {
        server.head("accept: [preflight.idle-in-transaction]\n");

        passesBesideAnIdleSession();
    }

    @Test
    void looksTheServerOverOnceARun() {
        server.trial.operator.says(YES, YES);

        server.passes(DELETE + "  - id: b\n    sql: DELETE FROM people\n");

        assertThat(findings("preflight.rights")).hasSize(1);
        assertThat(findings("target.identity")).hasSize(2);
        assertThat(server.trial.events(Event.RestorePoint.class))
                .singleElement()
                .satisfies(point -> assertThat(point.walPosition()).matches("[0-9A-F]+/[0-9A-F]+"));
    }

    @Test
    void warnsWhereAProtectedTargetNamesNoBackup() {
        server.isProtected().trial.operator.says(YES);

        server.passes(DELETE);

        assertThat(findings("backup.evidence")).extracting(Finding::verdict).containsExactly(Finding.Verdict.WARNED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ sql: SELECT count(*) FROM people, expect: 1 }",
                "{ command: { shell: 'echo snapshot 7', reaches: [] } }",
            })
    void takesEvidenceOfABackup(String backup) {
        server.isProtected().head("backup: " + backup + "\n").trial.operator.says(YES);

        server.passes(DELETE);

        assertThat(findings("backup.evidence")).extracting(Finding::verdict).containsExactly(Finding.Verdict.PASSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ sql: SELECT count(*) FROM people, expect: 7 }",
                "{ command: { shell: 'echo none; exit 1', reaches: [] } }",
                "{ command: [no-such-program-here] }",
            })
    void stopsBeforeTheFirstChangeWithoutEvidence(String backup) {
        Result.Failed failed =
                server.isProtected().head("backup: " + backup + "\n").fails(DELETE);

        assertThat(failed.exit(false)).isEqualTo(2);
        assertThat(failed.outcome().problem().code()).isEqualTo(ProblemCode.PB501);
        assertThat(findings("backup.evidence")).extracting(Finding::verdict).containsExactly(Finding.Verdict.FAILED);
        assertThat(people()).isEqualTo("1");
    }

    @Test
    void recordsWhatTheOperatorSaysAboutTheBackup() {
        server.isProtected().head("backup: { ask: Which branch holds a copy? }\n");
        server.trial.operator.states("branch before-roles").says(YES);

        server.passes(DELETE);

        assertThat(server.trial.events(Event.Answered.class))
                .contains(new Event.Answered("a", "Which branch holds a copy?", "branch before-roles"));
        assertThat(server.trial.recorded()).contains("branch before-roles");
    }

    @Test
    void takesSilenceForNoBackup() {
        server.isProtected()
                .head("backup: { ask: Which branch holds a copy? }\n")
                .trial
                .operator
                .states(" ");

        assertThat(server.fails(DELETE).exit(false)).isEqualTo(2);
        assertThat(people()).isEqualTo("1");
    }

    private void passesBesideAnIdleSession() throws SQLException {
        server.trial.operator.says(YES);
        try (Connection other = db.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(1)");

            server.passes("  - id: a\n    limits: { lock_timeout: 1ms }\n    sql: DELETE FROM people\n");
            other.rollback();
        }

        assertThat(findings("preflight.idle-in-transaction")).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Finding.Verdict.WARNED);
            assertThat(finding.said()).startsWith("accepted: ");
        });
    }

    private List<Finding> findings(String id) {
        return server.trial.events(Event.Checked.class).stream()
                .map(Event.Checked::finding)
                .filter(finding -> finding.id().startsWith(id))
                .toList();
    }

    private void replaceDatabase() {
        String name = db.url().database();
        try (Connection connection = TestServer.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE " + name + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        db.execute("CREATE TABLE people (id int); INSERT INTO people VALUES (1)");
    }

    private String people() {
        return db.query("SELECT count(*) FROM people");
    }
}
