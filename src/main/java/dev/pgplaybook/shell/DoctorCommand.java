package dev.pgplaybook.shell;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.doctor.MachineExamination;
import dev.pgplaybook.doctor.Symptom;
import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.TargetSpec;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.secret.UrlPasswords;
import dev.pgplaybook.step.Targets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what works here and on a database, what will not, and what to do. */
record DoctorCommand(Desk desk, Console console, Workshop workshop) {

    private static final int FOUND = 4;

    List<CommandSpec> all() {
        return List.of(new CommandSpec(
                "doctor",
                "the shell",
                "say what works here and on a database, what will not, and what to do; exit 4 where something will not",
                List.of("[PLAYBOOK]"),
                List.of(Options.URL, Options.TARGET),
                List.of(
                        "doctor",
                        "doctor --url postgresql://me@localhost/app",
                        "doctor playbooks/admin-roles.yaml --target production"),
                this::look));
    }

    private int look(Invocation in) {
        Optional<DatabaseUrl> url = url(in);
        MachineExamination.Seen machine = workshop.machine().look();
        List<Symptom> symptoms = new ArrayList<>(machine.symptoms());
        List<Problem> unreached = new ArrayList<>();
        url.ifPresent(asked -> {
            asked.password().ifPresent(workshop.secrets()::add);
            try (Session session = Session.open(asked, desk.reader("pgplaybook/doctor"))) {
                symptoms.addAll(workshop.database(session, machine.extensions()).look());
            } catch (ProblemException e) {
                unreached.addAll(e.problems());
            }
        });
        boolean ill = !unreached.isEmpty() || symptoms.stream().anyMatch(s -> s.state() == Symptom.State.ILL);
        if (console.json()) {
            console.document(document(symptoms, unreached));
        } else {
            show(symptoms, unreached, url.isPresent());
        }
        return ill ? FOUND : 0;
    }

    /** The database of {@code --url}, of a playbook's target, or none. */
    private Optional<DatabaseUrl> url(Invocation in) {
        in.value("--url").ifPresent(text -> UrlPasswords.in(text).forEach(workshop.secrets()::add));
        Optional<Playbook> playbook = in.argument(0).map(desk::read).or(desk::openPlaybook);
        Optional<TargetSpec.Server> target = in.value("--url")
                .map(BareTarget::server)
                .or(() -> in.value("--target")
                        .flatMap(name -> playbook.map(book -> Desk.target(book, name)))
                        .filter(TargetSpec.Server.class::isInstance)
                        .map(TargetSpec.Server.class::cast))
                .or(() -> playbook.flatMap(book -> BareTarget.used(book, desk)));
        return target.map(server -> Targets.url(server, desk.variables(in.value("--env-file"))));
    }

    private void show(List<Symptom> symptoms, List<Problem> unreached, boolean asked) {
        Style style = console.style();
        for (Symptom symptom : symptoms) {
            console.line(sign(symptom.state(), style) + " " + symptom.said());
            symptom.advice().ifPresent(advice -> console.line("    " + style.dim(advice)));
        }
        ProblemView view = new ProblemView(style, desk.workingDirectory());
        unreached.forEach(problem -> view.lines(problem).forEach(console::line));
        if (!asked) {
            console.line(style.dim("for a database as well: doctor --url URL, or a playbook and --target NAME"));
        }
    }

    private static String sign(Symptom.State state, Style style) {
        return switch (state) {
            case WELL -> style.good();
            case LESS -> style.warning();
            case ILL -> style.bad();
        };
    }

    private static Map<String, @Nullable Object> document(List<Symptom> symptoms, List<Problem> unreached) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("symptoms", symptoms.stream().map(DoctorCommand::data).toList());
        data.put("problems", unreached.stream().map(ProblemView::data).toList());
        return data;
    }

    private static Map<String, @Nullable Object> data(Symptom symptom) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", symptom.id());
        data.put("state", symptom.state().word());
        data.put("said", symptom.said());
        data.put("advice", symptom.advice().orElse(null));
        return data;
    }
}
