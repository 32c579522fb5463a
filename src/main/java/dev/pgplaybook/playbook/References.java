package dev.pgplaybook.playbook;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The variables that the parts of a playbook use, each use with its place. */
public final class References {

    private References() {}

    public static List<Text.Reference> of(Playbook playbook) {
        return in(Texts.of(playbook));
    }

    public static List<Text.Reference> of(TargetSpec target) {
        return in(Texts.of(target));
    }

    /** A service's own {@code PORT} and {@code DATABASE_URL} are given to it, and are not among them. */
    public static List<Text.Reference> of(ServiceSpec service) {
        List<String> given = List.of(ServiceSpec.PORT, ServiceSpec.DATABASE_URL);
        return in(Texts.of(service)).stream()
                .filter(reference -> !given.contains(reference.name()))
                .toList();
    }

    public static List<Text.Reference> of(BackupEvidence backup) {
        return in(Texts.of(backup));
    }

    public static List<Text.Reference> of(Check check) {
        return in(Texts.of(check));
    }

    /** What the step uses when these of its actions are served by their stand-ins. */
    public static List<Text.Reference> of(Step step, Predicate<Action> usesStandIn) {
        return in(Texts.of(step, usesStandIn));
    }

    private static List<Text.Reference> in(Stream<Text> texts) {
        return texts.flatMap(text -> text.references().stream()).toList();
    }
}
