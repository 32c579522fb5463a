package dev.pgplaybook.playbook;

import dev.pgplaybook.sql.ExecutionModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A playbook as it was written: nothing is resolved, no database is known yet.
 *
 * @param text the file as it was read, kept so that a run can hold what it walked
 * @param targets by name, in the order of the file
 * @param role the application's own, which must be able to use what a deploy makes
 * @param recordsInTarget whether the target keeps the head of each run's record, and who did what when
 * @param accept names of preflight checks whose failure is known and accepted
 */
public record Playbook(
        Path file,
        String text,
        String name,
        String title,
        Optional<Path> migrations,
        Optional<ExecutionModel> execution,
        Map<String, TargetSpec> targets,
        Map<String, ServiceSpec> services,
        Set<String> secrets,
        Optional<String> role,
        Set<String> accept,
        Optional<BackupEvidence> backup,
        boolean recordsInTarget,
        Limits limits,
        Hazards hazards,
        List<Step> steps) {

    /** Whether it was made of a command line, and no file holds it. */
    public boolean isOfCommandLine() {
        return text.isEmpty();
    }

    /** Where the playbook lies: what its paths are relative to. */
    public Path directory() {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** The targets that are sandboxes, in the order of the file. */
    public List<TargetSpec.Disposable> sandboxes() {
        return targets.values().stream()
                .filter(TargetSpec.Disposable.class::isInstance)
                .map(TargetSpec.Disposable.class::cast)
                .toList();
    }

    /** The services that a rehearsal on this sandbox starts: those it names, or all. */
    public List<ServiceSpec> servicesOf(TargetSpec.Disposable target) {
        return services.values().stream()
                .filter(service -> target.services()
                        .map(names -> names.contains(service.name()))
                        .orElse(true))
                .toList();
    }

    /** The same with one more target, or with another one of its name. */
    public Playbook with(TargetSpec target) {
        Map<String, TargetSpec> more = new LinkedHashMap<>(targets);
        more.put(target.name(), target);
        return new Playbook(
                file,
                text,
                name,
                title,
                migrations,
                execution,
                more,
                services,
                secrets,
                role,
                accept,
                backup,
                recordsInTarget,
                limits,
                hazards,
                steps);
    }

    public Optional<Step> step(String id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
    }
}
