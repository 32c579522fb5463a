package dev.pgplaybook.playbook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The variables that one walk needs: those of its target and steps, and no others, so that a rehearsal asks for no production URL.
 *
 * @param provided variables that the walk's own services bring
 */
public record VariableUse(List<Text.Reference> references, Set<String> provided) {

    public VariableUse {
        references = List.copyOf(references);
        provided = Set.copyOf(provided);
    }

    /** A walk on a database that exists. Its validate steps have sandboxes of their own, where stand-ins serve. */
    public static VariableUse onServer(Playbook playbook, TargetSpec.Server target, List<Step> steps) {
        List<Text.Reference> used = new ArrayList<>(References.of(target));
        playbook.backup().filter(evidence -> target.isProtected()).ifPresent(e -> used.addAll(References.of(e)));
        steps.forEach(step -> used.addAll(ofStep(playbook, step, action -> false)));
        return new VariableUse(used, Set.of());
    }

    /** A rehearsal, on which these actions are served by their stand-ins; see {@link #standsInBeside}. */
    public static VariableUse onSandbox(
            Playbook playbook, TargetSpec.Disposable target, List<Step> steps, Predicate<Action> usesStandIn) {
        List<Text.Reference> used = new ArrayList<>(References.of(target));
        used.addAll(ofSandbox(playbook, target.sandbox()));
        Set<String> provided = new HashSet<>();
        for (ServiceSpec service : playbook.servicesOf(target)) {
            used.addAll(References.of(service));
            provided.addAll(service.provides().keySet());
        }
        steps.forEach(step -> used.addAll(ofStep(playbook, step, usesStandIn)));
        return new VariableUse(used, provided);
    }

    private static List<Text.Reference> ofStep(Playbook playbook, Step step, Predicate<Action> usesStandIn) {
        List<Text.Reference> used = new ArrayList<>(References.of(step, usesStandIn));
        if (step.work() instanceof Work.Validate validate) {
            used.addAll(ofSandbox(playbook, validate.sandbox()));
            validate.then().stream()
                    .flatMap(id -> playbook.step(id).stream())
                    .forEach(later -> used.addAll(References.of(later, action -> true)));
        }
        return used;
    }

    /** What filling it takes; where it is made stands with its target or step. */
    private static List<Text.Reference> ofSandbox(Playbook playbook, SandboxSpec sandbox) {
        return sandbox.like()
                .readTarget()
                .flatMap(name -> Optional.ofNullable(playbook.targets().get(name)))
                .map(References::of)
                .orElseGet(List::of);
    }

    /**
     * Which actions their stand-ins serve beside these services: a request goes to a service when its URL starts with a variable that
     * one of them provides, a command when it reaches nothing else.
     */
    public static Predicate<Action> standsInBeside(Collection<ServiceSpec> started) {
        return action -> action.standIn().isPresent() && !isServed(action.call(), started);
    }

    private static boolean isServed(Call call, Collection<ServiceSpec> started) {
        if (call instanceof Call.Http http) {
            return started.stream()
                    .flatMap(service -> service.provides().keySet().stream())
                    .anyMatch(name -> http.url().startsWithVariable(name));
        }
        List<String> names = started.stream().map(ServiceSpec::name).toList();
        return call instanceof Call.Command command
                && command.reaches().filter(names::containsAll).isPresent();
    }

    /** The names of those that have no value, in no particular order. */
    public List<String> missing(Variables variables) {
        return references.stream()
                .filter(reference -> !provided.contains(reference.name()) && !reference.hasDefault())
                .map(Text.Reference::name)
                .distinct()
                .filter(name -> variables.find(name).isEmpty())
                .toList();
    }

    /** Refuses to go on while a variable has no value; every one is named once, with all its places. */
    public void require(Variables variables) {
        variables.requireAll(references.stream()
                .filter(reference -> !provided.contains(reference.name()))
                .toList());
    }
}
