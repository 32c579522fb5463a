package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.secret.SecretNames;
import dev.pgplaybook.secret.Secrets;
import dev.pgplaybook.secret.UrlPasswords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Teaches the masking what is secret in a playbook and in the values of its variables. */
public final class SecretValues {

    private static final Set<String> SECRET_HEADERS = Set.of("authorization", "cookie");

    private final Secrets secrets;
    private final Playbook playbook;
    private final Variables variables;

    private SecretValues(Secrets secrets, Playbook playbook, Variables variables) {
        this.secrets = secrets;
        this.playbook = playbook;
        this.variables = variables;
    }

    /** Registers every secret, then refuses those that are too short to be masked. */
    public static void register(Secrets secrets, Playbook playbook, Variables variables) {
        new SecretValues(secrets, playbook, variables).register();
    }

    private void register() {
        List<Text.Reference> references = References.of(playbook);
        List<Problem> tooShort = registerVariables(references);
        references.forEach(this::registerFallback);
        Texts.of(playbook).forEach(text -> UrlPasswords.in(text.fill(variables)).forEach(this::learn));
        Texts.named(playbook)
                .filter(named -> SecretNames.isSecret(named.name(), "") || isSecretHeader(named.name()))
                .forEach(named -> learn(named.text().fill(variables)));
        if (!tooShort.isEmpty()) {
            throw new ProblemException(tooShort);
        }
    }

    private List<Problem> registerVariables(List<Text.Reference> references) {
        Set<String> names = new LinkedHashSet<>(playbook.secrets());
        references.forEach(reference -> names.add(reference.name()));
        List<Problem> tooShort = new ArrayList<>();
        for (String name : names) {
            Optional<String> secret = variables.find(name).filter(value -> isSecret(name, value));
            secret.ifPresent(this::learn);
            secret.ifPresent(value -> UrlPasswords.in(value).forEach(this::learn));
            secret.filter(value -> value.length() < Secrets.SHORTEST)
                    .ifPresent(value -> tooShort.add(tooShort(name, references)));
        }
        return tooShort;
    }

    private boolean isSecret(String name, String value) {
        return playbook.secrets().contains(name) || SecretNames.isSecret(name, value);
    }

    private static Problem tooShort(String name, List<Text.Reference> references) {
        Problem problem = Problem.of(
                        ProblemCode.PB116,
                        "the value of " + name + " is secret and shorter than " + Secrets.SHORTEST + " characters")
                .hint("use a longer secret: masking so short a text would make records unreadable");
        return references.stream()
                .filter(reference -> reference.name().equals(name))
                .findFirst()
                .map(reference -> problem.at(reference.at()))
                .orElse(problem);
    }

    private void registerFallback(Text.Reference reference) {
        reference.fallback().filter(text -> isSecret(reference.name(), text)).ifPresent(this::learn);
    }

    private static boolean isSecretHeader(String name) {
        return SECRET_HEADERS.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** A text whose variables have no value yet is no secret, but the playbook's own words. */
    private void learn(String value) {
        if (!value.contains("${")) {
            secrets.add(value);
        }
    }
}
