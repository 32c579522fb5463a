package dev.pgplaybook.playbook;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The texts with variables that the parts of a playbook hold, and the names under which some of them stand. */
final class Texts {

    /** A text under a name of the author's: an environment variable, a header, a field of a JSON value. */
    record Named(String name, Text text) {}

    private Texts() {}

    /** Every text of the playbook. */
    static Stream<Text> of(Playbook playbook) {
        return Stream.of(
                        playbook.targets().values().stream().flatMap(Texts::of),
                        playbook.services().values().stream().flatMap(Texts::of),
                        playbook.backup().stream().flatMap(Texts::of),
                        playbook.steps().stream().flatMap(step -> of(step, action -> false)),
                        playbook.steps().stream().flatMap(step -> of(step, action -> true)))
                .flatMap(texts -> texts)
                .distinct();
    }

    static Stream<Text> of(TargetSpec target) {
        return target instanceof TargetSpec.Server server
                ? Stream.of(server.url())
                : of(((TargetSpec.Disposable) target).sandbox());
    }

    private static Stream<Text> of(SandboxSpec sandbox) {
        return sandbox.options().url().stream();
    }

    static Stream<Text> of(ServiceSpec service) {
        Stream<Text> named =
                Stream.of(service.environment(), service.provides()).flatMap(texts -> texts.values().stream());
        return Stream.concat(Stream.concat(service.argv().stream(), Stream.of(service.ready())), named);
    }

    static Stream<Text> of(BackupEvidence backup) {
        if (backup instanceof BackupEvidence.Query query) {
            return of(query.check());
        }
        return backup instanceof BackupEvidence.Program program ? of(program.command()) : Stream.of();
    }

    static Stream<Text> of(Step step, Predicate<Action> usesStandIn) {
        Stream<Check> checks = Stream.concat(step.checks().stream(), step.verify().stream());
        return Stream.concat(of(step.work(), usesStandIn), checks.flatMap(Texts::of));
    }

    static Stream<Text> of(Check check) {
        return Stream.of(check.sql());
    }

    private static Stream<Text> of(Work work, Predicate<Action> usesStandIn) {
        if (work instanceof Work.Seed seed) {
            Stream<Text> actions = seed.actions().stream().flatMap(action -> of(action, usesStandIn));
            return Stream.concat(seed.unless().stream(), actions);
        }
        if (work instanceof Work.Ask ask) {
            return ask.questions().stream().flatMap(Texts::of);
        }
        if (work instanceof Work.Validate validate) {
            return Stream.concat(of(validate.sandbox()), of(validate.resolve(), usesStandIn));
        }
        if (work instanceof Work.Resolve resolve) {
            return resolve.probes().values().stream();
        }
        return work instanceof Work.Act act ? of(act.action(), usesStandIn) : Stream.of();
    }

    private static Stream<Text> of(Action action, Predicate<Action> usesStandIn) {
        Optional<Call.Sql> standIn = action.standIn().filter(sql -> usesStandIn.test(action));
        Stream<Text> call = standIn.map(sql -> Stream.of(sql.sql())).orElseGet(() -> of(action.call()));
        return Stream.concat(call, action.doneWhen().stream());
    }

    private static Stream<Text> of(Call call) {
        if (call instanceof Call.Http http) {
            Stream<Text> around = Stream.concat(http.headers().values().stream(), http.body().stream());
            return Stream.of(
                            Stream.of(http.url()),
                            around,
                            http.json().stream()
                                    .flatMap(json -> named("", json))
                                    .map(Named::text))
                    .flatMap(texts -> texts);
        }
        if (call instanceof Call.Command command) {
            return Stream.concat(command.argv().stream(), command.environment().values().stream());
        }
        return Stream.of(((Call.Sql) call).sql());
    }

    /** Every text of the playbook that stands under a name. */
    static Stream<Named> named(Playbook playbook) {
        Stream<Named> services = playbook.services().values().stream()
                .flatMap(service -> Stream.concat(named(service.environment()), named(service.provides())));
        return Stream.concat(services, calls(playbook).flatMap(Texts::named));
    }

    private static Stream<Call> calls(Playbook playbook) {
        Stream<Call> backup = playbook.backup().stream()
                .filter(BackupEvidence.Program.class::isInstance)
                .map(program -> ((BackupEvidence.Program) program).command());
        return Stream.concat(backup, playbook.steps().stream().flatMap(step -> calls(step.work())));
    }

    private static Stream<Call> calls(Work work) {
        if (work instanceof Work.Seed seed) {
            return seed.actions().stream().map(Action::call);
        }
        return work instanceof Work.Act act ? Stream.of(act.action().call()) : Stream.of();
    }

    private static Stream<Named> named(Call call) {
        if (call instanceof Call.Http http) {
            return Stream.concat(named(http.headers()), http.json().stream().flatMap(json -> named("", json)));
        }
        return call instanceof Call.Command command ? named(command.environment()) : Stream.of();
    }

    private static Stream<Named> named(Map<String, Text> texts) {
        return texts.entrySet().stream().map(entry -> new Named(entry.getKey(), entry.getValue()));
    }

    private static Stream<Named> named(String name, JsonTemplate json) {
        if (json instanceof JsonTemplate.Fields fields) {
            return fields.fields().entrySet().stream().flatMap(field -> named(field.getKey(), field.getValue()));
        }
        if (json instanceof JsonTemplate.Items items) {
            return items.items().stream().flatMap(item -> named(name, item));
        }
        return json instanceof JsonTemplate.Words words ? Stream.of(new Named(name, words.text())) : Stream.of();
    }
}
