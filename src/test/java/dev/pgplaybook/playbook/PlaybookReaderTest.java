package dev.pgplaybook.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.sql.ExecutionModel;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybookReaderTest {

    private static final Path COMPLETE = Path.of("src/test/resources/playbooks/complete.yaml");

    private final Path folder;

    PlaybookReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsWhatStandsAroundTheSteps() throws IOException {
        Playbook playbook = PlaybookReader.read(COMPLETE);

        assertThat(playbook.text()).isEqualTo(Files.readString(COMPLETE));
        assertThat(playbook.name()).isEqualTo("complete");
        assertThat(playbook.title()).isEqualTo("Every key of the format");
        assertThat(playbook.migrations()).contains(Path.of("src/test/resources/migrations"));
        assertThat(playbook.execution()).contains(ExecutionModel.TRANSACTION);
        assertThat(playbook.secrets()).containsExactly("INVITATION");
        assertThat(playbook.accept()).containsExactly("major-version", "extensions");
        assertThat(playbook.limits())
                .isEqualTo(new Limits(
                        Optional.of(Duration.ofSeconds(2)),
                        Optional.of(5),
                        Optional.of(Duration.ofMinutes(15)),
                        Optional.of(Duration.ofMillis(500)),
                        Optional.of(Duration.ofHours(2))));
        assertThat(playbook.backup())
                .containsInstanceOf(BackupEvidence.Query.class)
                .map(backup -> ((BackupEvidence.Query) backup).check().title())
                .contains("The last backup is younger than a day");
    }

    @Test
    void readsTargetsInTheirOrder() {
        Playbook playbook = PlaybookReader.read(COMPLETE);

        assertThat(playbook.targets().keySet())
                .containsExactly(
                        "production",
                        "scratch",
                        "throwaway",
                        "dump",
                        "plain",
                        "made-up",
                        "made",
                        "contained",
                        "applied",
                        "whole");
        assertThat(playbook.targets().get("production")).isInstanceOfSatisfying(TargetSpec.Server.class, production -> {
            assertThat(production.url().raw()).isEqualTo("${DATABASE_URL}");
            assertThat(production.isProtected()).isTrue();
            assertThat(production.disposable()).isFalse();
            assertThat(production.at().toString()).isEqualTo(COMPLETE + ":9:5");
        });
        assertThat(playbook.sandboxes().get(0)).satisfies(throwaway -> {
            assertThat(throwaway.sandbox().provider()).isEqualTo(SandboxSpec.Provider.EMBEDDED);
            assertThat(throwaway.sandbox().like()).isEqualTo(new LikenessSpec.FromTarget("production"));
            assertThat(throwaway.services()).contains(List.of("auth"));
        });
        assertThat(playbook.sandboxes().get(1).sandbox().like())
                .isEqualTo(new LikenessSpec.FromFile(COMPLETE.resolveSibling("production.sql")));
        assertThat(playbook.sandboxes().get(2).sandbox())
                .extracting(SandboxSpec::provider, SandboxSpec::like)
                .containsExactly(SandboxSpec.Provider.AUTO, new LikenessSpec.Empty());
    }

    @Test
    void readsWhichRowsASandboxGets() {
        List<TargetSpec.Disposable> sandboxes = PlaybookReader.read(COMPLETE).sandboxes();

        assertThat(sandboxes.get(0).sandbox().rows()).isInstanceOfSatisfying(RowsSpec.Sample.class, sample -> {
            assertThat(sample.amount()).isEqualTo(new RowAmount.Share(new BigDecimal("2.5")));
            assertThat(sample.seed()).isEqualTo(7);
            assertThat(sample.tables())
                    .extracting(RowsSpec.TableAmount::table, RowsSpec.TableAmount::amount)
                    .containsExactly(
                            tuple("users", new RowAmount.Count(500)),
                            tuple("shop.Order Items", new RowAmount.Share(new BigDecimal("100"))));
            assertThat(sample.tables().get(0).at().toString()).isEqualTo(COMPLETE + ":16:46");
            assertThat(sample.masks())
                    .extracting(MaskSpec::column, MaskSpec::rule)
                    .containsExactly(
                            tuple("users.email", new MaskSpec.Rule.Email()),
                            tuple("users.name", new MaskSpec.Rule.Hash()),
                            tuple("users.phone", new MaskSpec.Rule.Nothing()),
                            tuple("users.note", new MaskSpec.Rule.Fixed("none")));
        });
        assertThat(sandboxes.get(2).sandbox().rows()).isEqualTo(new RowsSpec.SchemaOnly());
        assertThat(sandboxes.get(3).sandbox().rows()).isInstanceOfSatisfying(RowsSpec.Synthetic.class, synthetic -> {
            assertThat(synthetic.count()).isEqualTo(1000);
            assertThat(synthetic.tables())
                    .extracting(RowsSpec.TableCount::table, RowsSpec.TableCount::count)
                    .containsExactly(tuple("trades", 60000L));
            assertThat(synthetic.seed()).isEqualTo(7);
        });
    }

    @Test
    void readsWhatEachProviderIsTold() {
        Playbook playbook = PlaybookReader.read(COMPLETE);

        assertThat(playbook.sandboxes().get(4).sandbox()).satisfies(made -> {
            assertThat(made.provider()).isEqualTo(SandboxSpec.Provider.SERVER);
            assertThat(made.options().url().map(Text::raw)).contains("${ADMIN_URL}");
        });
        assertThat(playbook.sandboxes().get(5).sandbox()).satisfies(contained -> {
            assertThat(contained.provider()).isEqualTo(SandboxSpec.Provider.CONTAINER);
            assertThat(contained.options())
                    .isEqualTo(new ProviderOptions(
                            Optional.of(15),
                            Optional.of("postgres:15"),
                            Optional.of(Duration.ofMinutes(2)),
                            Optional.empty()));
        });
    }

    @Test
    void readsServices() {
        ServiceSpec auth =
                PlaybookReader.read(COMPLETE).services().values().iterator().next();

        assertThat(auth.argv()).extracting(Text::raw).containsExactly("node", "server.mjs");
        assertThat(auth.environment()).containsOnlyKeys("SECRET", "LISTEN");
        assertThat(auth.timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(auth.provides()).containsOnlyKeys("AUTH_URL");
    }

    @Test
    void readsWhatStepsDo() {
        Playbook playbook = PlaybookReader.read(COMPLETE);

        assertThat(playbook.steps()).extracting(Step::kind).containsAll(StepKind.ofPlaybooks());
        assertThat(work("from-scratch", Work.Validate.class).then()).containsExactly("first-admin", "count");
        assertThat(work("legacy", Work.Resolve.class))
                .isEqualTo(new Work.Resolve(List.of("0_init", "1_trades"), List.of("2_deposits")));
        assertThat(work("admin-roles", Work.Deploy.class))
                .isEqualTo(new Work.Deploy(Optional.of(List.of("3_admin")), Optional.of(ExecutionModel.PER_STATEMENT)));
        assertThat(work("named", Work.Deploy.class).expect()).contains(List.of("4_names"));
        assertThat(work("rest", Work.Deploy.class).expect()).isEmpty();
        assertThat(work("goodbye", Work.Confirm.class).question()).contains("switched on");
        assertThat(playbook.step("rest").orElseThrow().title()).isEqualTo("Deploy what is pending");
        assertThat(playbook.step("admin-roles").orElseThrow().confirm()).contains("The site is in maintenance");
    }

    @Test
    void laysAStepsLimitsOverThePlaybooks() {
        Limits limits =
                PlaybookReader.read(COMPLETE).step("admin-roles").orElseThrow().limits();

        assertThat(limits.lockAttempts()).contains(1);
        assertThat(limits.lockTimeout()).contains(Duration.ofSeconds(2));
    }

    @Test
    void readsRequestsAndCommands() {
        List<Action> actions = work("first-admin", Work.Seed.class).actions();
        Call.Http http = (Call.Http) actions.get(0).call();
        Call.Command command =
                (Call.Command) work("analyse", Work.Act.class).action().call();
        Call.Command shell =
                (Call.Command) work("shell", Work.Act.class).action().call();

        assertThat(http.method()).isEqualTo("POST");
        assertThat(http.status()).isEqualTo(Set.of(200, 201));
        assertThat(http.json())
                .containsInstanceOf(JsonTemplate.Fields.class)
                .map(json -> ((JsonTemplate.Fields) json).fields().get("age"))
                .contains(new JsonTemplate.Constant(new Scalar(new BigDecimal(5))));
        assertThat(actions.get(0).standIn().orElseThrow().expect()).contains(new Expectation.RowCountIs(1));
        assertThat(((Call.Http) work("tell", Work.Act.class).action().call()).status())
                .contains(200, 204)
                .doesNotContain(404);
        assertThat(command.urlVariable()).contains("DATABASE_URL");
        assertThat(command.reaches()).contains(Set.of("auth"));
        assertThat(command.exit()).isEqualTo(3);
        assertThat(shell.shell()).isTrue();
        assertThat(shell.reaches()).isEmpty();
        assertThat(shell.argv().get(0).fill(Variables.NONE)).isEqualTo("echo ${HOME} | wc -c");
    }

    @Test
    void takesTheTypesOfAnswersFromYaml() {
        List<Check> counts = work("counts", Work.Ask.class).questions();
        List<Check> verify =
                PlaybookReader.read(COMPLETE).step("admin-roles").orElseThrow().verify();

        assertThat(work("count", Work.Ask.class).questions().get(0).expect())
                .isEqualTo(new Expectation.ValueIs(new Scalar("5")));
        assertThat(counts.get(0).expect())
                .isInstanceOfSatisfying(
                        Expectation.ValueIs.class,
                        answer -> assertThat(answer.value().matches(new Scalar(new BigDecimal(5))))
                                .isTrue());
        assertThat(counts.get(0).title()).isEqualTo("SELECT count(*) FROM users");
        assertThat(counts.get(1).expect()).isEqualTo(new Expectation.ValueIs(Scalar.NULL));
        assertThat(verify.get(0).expect()).hasToString("[[\"ADMIN\", 1], [\"USER\", null]]");
        assertThat(verify.get(1).expect()).isEqualTo(new Expectation.RowCountIs(0));
    }

    @Test
    void findsPlacesInsideALiteralBlock() {
        Check check = PlaybookReader.read(COMPLETE)
                .step("admin-roles")
                .orElseThrow()
                .checks()
                .get(0);
        int username = check.sql().raw().indexOf("username");

        assertThat(check.sql().source().locate(username)).hasToString(COMPLETE + ":64:17");
    }

    @Test
    void readsAFileWithWindowsLineEndsAndAByteOrderMark() throws IOException {
        String text =
                "\uFEFFversion: 1\r\nplaybook: demo\r\nsteps:\r\n  - id: a\r\n    sql: |\r\n      DELETE\r\n      FROM a\r\n";

        Playbook playbook = PlaybookReader.read(file(text.getBytes(StandardCharsets.UTF_8)));

        Text sql =
                ((Call.Sql) ((Work.Act) playbook.steps().get(0).work()).action().call()).sql();
        assertThat(sql.raw()).isEqualTo("DELETE\nFROM a\n");
        assertThat(sql.source().locate(sql.raw().indexOf("FROM"))).hasToString(playbook.file() + ":7:7");
    }

    @Test
    void findsFaultsButNeverFailsItselfWhereverAFileIsCut() throws IOException {
        String complete = Files.readString(COMPLETE);

        for (int end = 0; end < complete.length() - 1; end++) {
            Path cut = file(complete.substring(0, end).getBytes(StandardCharsets.UTF_8));
            assertThatCode(() -> readIfPossible(cut))
                    .as("cut after %d characters", end)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void readsAMegabyteOfNumbersInNoTime() throws IOException {
        String digits = "9".repeat(900_000);

        Problem problem = problemOf(file(("version: " + digits).getBytes(StandardCharsets.UTF_8)));

        assertThat(problem.code()).isEqualTo(ProblemCode.PB104);
    }

    private static void readIfPossible(Path file) {
        try {
            PlaybookReader.read(file);
        } catch (ProblemException expected) {
            assertThat(expected.problems()).isNotEmpty();
        }
    }

    private <T extends Work> T work(String id, Class<T> type) {
        return type.cast(PlaybookReader.read(COMPLETE).step(id).orElseThrow().work());
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("playbook.yaml"), content);
    }

    private static Problem problemOf(Path file) {
        return catchThrowableOfType(ProblemException.class, () -> PlaybookReader.read(file))
                .first();
    }
}
