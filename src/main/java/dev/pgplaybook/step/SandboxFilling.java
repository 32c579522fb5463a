package dev.pgplaybook.step;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.likeness.Extensions;
import dev.pgplaybook.likeness.ScriptLoader;
import dev.pgplaybook.likeness.synthetic.MadeUpRows;
import dev.pgplaybook.migration.DeployListener;
import dev.pgplaybook.migration.Deployment;
import dev.pgplaybook.migration.History;
import dev.pgplaybook.migration.HistoryTable;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.RowsSpec;
import dev.pgplaybook.playbook.SandboxSpec;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.playbook.Variables;
import dev.pgplaybook.playbook.Work;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.sandbox.Inside;
import dev.pgplaybook.secret.Secrets;
import dev.pgplaybook.sql.ExecutionModel;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a fresh sandbox resemble what the playbook names.
 *
 * @param inside of the sandbox, where programs of its image can be run
 */
record SandboxFilling(
        Session session,
        Optional<Inside> inside,
        Playbook playbook,
        Variables variables,
        Clock clock,
        Secrets secrets,
        Progress progress,
        Cancellation cancellation) {

    /** @param migrations that it is to be made of */
    Filled fill(SandboxSpec spec, Optional<LikeMigrations> migrations) {
        Extensions extensions = new Extensions(progress);
        ScriptLoader loader = new ScriptLoader(session, progress, extensions);
        OptionalLong sampled = OptionalLong.empty();
        if (spec.like() instanceof LikenessSpec.FromFile file) {
            loader.load(file.file());
        } else if (migrations.isPresent()) {
            deploy(migrations.get().folder());
        } else if (spec.like() instanceof LikenessSpec.FromTarget target) {
            sampled = likeTarget(target.target(), spec.rows(), loader);
        }
        Optional<MadeUpRows> madeUp =
                spec.rows() instanceof RowsSpec.Synthetic synthetic ? Optional.of(makeUp(synthetic)) : Optional.empty();
        return new Filled(extensions.missing(), sampled, madeUp.map(MadeUpRows::words));
    }

    private OptionalLong likeTarget(String name, RowsSpec rows, ScriptLoader loader) {
        TargetSpec.Server server =
                (TargetSpec.Server) Objects.requireNonNull(playbook.targets().get(name));
        TargetLikeness likeness = new TargetLikeness(server, playbook, variables, secrets, progress, cancellation);
        return likeness.take(session, inside, rows, loader, clock);
    }

    private MadeUpRows makeUp(RowsSpec.Synthetic rows) {
        Map<String, Long> counts = new HashMap<>();
        rows.tables().forEach(table -> counts.put(table.table(), table.count()));
        MadeUpRows made = MadeUpRows.fill(session, counts, rows.count(), rows.seed(), pending(), progress);
        made.notes().forEach(progress::note);
        return made;
    }

    /**
     * What the history of what the sandbox is like leaves to be deployed; all of it where there is no history yet. Without those that
     * the playbook marks as applied: they will not run.
     */
    private List<Migration> pending() {
        Set<String> marked = playbook.steps().stream()
                .map(Step::work)
                .filter(Work.Resolve.class::isInstance)
                .flatMap(work -> ((Work.Resolve) work).applied().stream())
                .collect(Collectors.toSet());
        return playbook
                .migrations()
                .map(MigrationFolder::read)
                .map(folder -> new History(folder, new HistoryTable(session, clock).rows()).pending())
                .orElse(List.of())
                .stream()
                .filter(migration -> !marked.contains(migration.name()))
                .toList();
    }

    private void deploy(MigrationFolder folder) {
        new Deployment(session, folder, clock, DeployBounds.of(ExecutionModel.TRANSACTION, playbook.limits()))
                .apply(Optional.empty(), Duration.ofSeconds(1), progress, DeployListener.NOBODY);
    }

    /**
     * What came of it.
     *
     * @param lacking the extensions that what it resembles has, and the sandbox has not
     * @param sampled how many rows of the target it has
     * @param madeUp what was made up, in words
     */
    record Filled(List<String> lacking, OptionalLong sampled, Optional<String> madeUp) {

        /** As it goes on behind what the sandbox is like; nothing where there is nothing to add. */
        String words() {
            StringBuilder words = new StringBuilder();
            sampled.ifPresent(rows -> words.append(String.format(Locale.ROOT, " with %,d of its rows", rows)));
            madeUp.ifPresent(rows -> words.append(" with ").append(rows));
            if (!lacking.isEmpty()) {
                words.append(", without the extension")
                        .append(lacking.size() == 1 ? " " : "s ")
                        .append(String.join(", ", lacking));
            }
            return words.toString();
        }
    }
}
