package dev.pgplaybook.step;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.migration.History;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.SandboxSpec;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The migrations that a sandbox is made of.
 *
 * @param folder those alone
 * @param words whose they are, as what the sandbox is like
 * @param warnings what is not as in the database whose history was read
 */
record LikeMigrations(MigrationFolder folder, String words, List<String> warnings) {

    /**
     * Looks for the history that they are taken from. What the playbook names must be there. What is merely at hand is read where it
     * can be: the database that the walk is on, or the only real one of the playbook, whose URL no rehearsal needs.
     */
    record Search(
            Playbook playbook,
            Variables variables,
            SandboxSpec spec,
            Optional<Ground> ground,
            SessionOptions reader,
            Clock clock) {

        LikeMigrations find() {
            MigrationFolder folder = MigrationFolder.read(path());
            if (spec.like() instanceof LikenessSpec.AllMigrations) {
                return all(folder, "");
            } else if (spec.like() instanceof LikenessSpec.AppliedMigrations named) {
                TargetSpec.Server target = server(named.target());
                return history(folder, target)
                        .map(history -> applied(target.name(), history))
                        .orElseThrow(() -> Problem.of(
                                        ProblemCode.PB603,
                                        "The target " + target.name() + " has no history of migrations")
                                .at(spec.at())
                                .hint("write like: { migrations: all }, or like: { target: " + target.name() + " }")
                                .asException());
            } else if (ground.isPresent()) {
                return history(folder, ground.get().url())
                        .map(history -> applied(ground.get().name(), history))
                        .orElseGet(() -> all(folder, ", as " + ground.get().name() + " has no history"));
            }
            return atHand(folder);
        }

        private LikeMigrations atHand(MigrationFolder folder) {
            List<String> real = playbook.targets().values().stream()
                    .filter(TargetSpec.Server.class::isInstance)
                    .map(TargetSpec::name)
                    .toList();
            if (real.size() > 1) {
                throw Problem.of(
                                ProblemCode.PB603,
                                "like: migrations may mean what " + String.join(" or ", real) + " has applied")
                        .at(spec.at())
                        .hint("write like: { migrations: " + real.get(0)
                                + " }, or { migrations: all } for the whole folder")
                        .asException();
            } else if (real.isEmpty()) {
                return all(folder, "");
            }
            TargetSpec.Server target = server(real.get(0));
            if (!Targets.isAtHand(target, variables)) {
                return all(folder, ", as the URL of " + target.name() + " is not set here");
            }
            try {
                return history(folder, target)
                        .map(history -> applied(target.name(), history))
                        .orElseGet(() -> all(folder, ", as " + target.name() + " has no history"));
            } catch (ProblemException e) {
                LikeMigrations whole = all(folder, "");
                return new LikeMigrations(
                        whole.folder,
                        whole.words,
                        List.of("every migration was taken, as the history of " + target.name() + " cannot be read: "
                                + e.first().message()));
            }
        }

        private Path path() {
            return playbook.migrations()
                    .orElseThrow(() -> Problem.of(
                                    ProblemCode.PB603,
                                    "A sandbox with migrations needs a playbook that names their folder")
                            .at(spec.at())
                            .hint("add migrations: PATH, relative to the playbook")
                            .asException());
        }

        private TargetSpec.Server server(String name) {
            return (TargetSpec.Server) Objects.requireNonNull(playbook.targets().get(name));
        }

        private Optional<History> history(MigrationFolder folder, TargetSpec.Server target) {
            try {
                return history(folder, Targets.url(target, variables));
            } catch (ProblemException e) {
                throw e.first().at(target.at()).asException(e);
            }
        }

        private Optional<History> history(MigrationFolder folder, DatabaseUrl url) {
            try (Session session = Session.open(url, reader)) {
                HistoryTable table = new HistoryTable(session, clock);
                return table.exists() ? Optional.of(new History(folder, table.rows())) : Optional.empty();
            }
        }
    }

    private static LikeMigrations all(MigrationFolder folder, String why) {
        return new LikeMigrations(
                folder, "with all " + count(folder.migrations().size()) + " of the folder" + why, List.of());
    }

    private static LikeMigrations applied(String whose, History history) {
        List<Migration> applied = history.applied();
        return new LikeMigrations(
                new MigrationFolder(history.folder().path(), applied),
                "with the " + count(applied.size()) + " that " + whose + " has applied",
                warnings(whose, history));
    }

    private static List<String> warnings(String whose, History history) {
        List<String> warnings = new ArrayList<>();
        history.appliedWithoutScript()
                .forEach(name -> warnings.add("the sandbox is without " + name + ", which " + whose
                        + " has applied and the folder does not have"));
        List<String> taken = history.applied().stream().map(Migration::name).toList();
        history.edited().stream()
                .filter(taken::contains)
                .forEach(name -> warnings.add("the sandbox has " + name
                        + " as the folder has it, which was edited after " + whose + " had applied it"));
        history.failed()
                .forEach(row -> warnings.add("the sandbox is without " + row.name() + ", which has begun on " + whose
                        + " and has not finished"));
        return warnings;
    }

    private static String count(int number) {
        return number == 1 ? "1 migration" : number + " migrations";
    }
}
