package dev.pgplaybook.shell;

import dev.pgplaybook.playbook.Playbook;
import dev.pgplaybook.playbook.Step;
import dev.pgplaybook.playbook.TargetSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looking at playbooks: open, show, targets, use. */
record PlaybookCommands(Desk desk, Console console) {

    private static final String GROUP = "playbooks";

    List<CommandSpec> all() {
        return List.of(
                new CommandSpec(
                        "open",
                        GROUP,
                        "open a playbook and list its steps",
                        List.of("PLAYBOOK"),
                        List.of(),
                        List.of("open playbooks/admin-roles.yaml"),
                        this::open),
                new CommandSpec(
                        "show",
                        GROUP,
                        "list the steps of a playbook",
                        List.of("[PLAYBOOK]"),
                        List.of(),
                        List.of("show", "show playbooks/admin-roles.yaml"),
                        this::show),
                new CommandSpec(
                        "targets",
                        GROUP,
                        "list the targets of a playbook",
                        List.of("[PLAYBOOK]"),
                        List.of(),
                        List.of("targets"),
                        this::targets),
                new CommandSpec(
                        "use",
                        GROUP,
                        "choose the target that run, plan and next walk on",
                        List.of("TARGET", "[PLAYBOOK]"),
                        List.of(),
                        List.of("use production"),
                        this::use));
    }

    private int open(Invocation in) {
        desk.open(desk.read(in.arguments().get(0)));
        return show(desk.playbook(in.argument(1)));
    }

    private int show(Invocation in) {
        return show(desk.playbook(in.argument(0)));
    }

    private int show(Playbook playbook) {
        if (console.json()) {
            console.document(data(playbook));
            return 0;
        }
        Style style = console.style();
        console.line(style.bold(playbook.name()) + " · " + playbook.title());
        List<List<String>> rows = new ArrayList<>();
        for (Step step : playbook.steps()) {
            rows.add(List.of("  " + (rows.size() + 1), step.id(), step.kind().word(), step.title()));
        }
        new Table(List.of("", "", "", ""), rows).lines(style).stream().skip(1).forEach(console::line);
        console.line("targets: "
                + String.join(
                        " · ",
                        playbook.targets().values().stream().map(this::shown).toList()));
        return 0;
    }

    private int targets(Invocation in) {
        Playbook playbook = desk.playbook(in.argument(0));
        if (console.json()) {
            console.document(playbook.targets().values().stream()
                    .map(PlaybookCommands::data)
                    .toList());
        } else {
            playbook.targets().values().forEach(target -> console.line(shown(target)));
        }
        return 0;
    }

    private int use(Invocation in) {
        String name = in.arguments().get(0);
        TargetSpec target = Desk.target(desk.playbook(in.argument(1)), name);
        desk.use(name);
        console.line("using " + shown(target));
        return 0;
    }

    private String shown(TargetSpec target) {
        if (target instanceof TargetSpec.Disposable sandbox) {
            return target.name() + " (sandbox, " + dev.pgplaybook.step.Sandboxes.describe(sandbox.sandbox()) + ")";
        }
        boolean isProtected = ((TargetSpec.Server) target).isProtected();
        return isProtected
                ? console.style().yellow(target.name() + " " + console.style().shield()) + " (protected)"
                : target.name();
    }

    private static Map<String, @Nullable Object> data(Playbook playbook) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("playbook", playbook.name());
        data.put("title", playbook.title());
        data.put("file", playbook.file().toString());
        data.put("steps", playbook.steps().stream().map(PlaybookCommands::data).toList());
        data.put(
                "targets",
                playbook.targets().values().stream().map(PlaybookCommands::data).toList());
        return data;
    }

    private static Map<String, @Nullable Object> data(Step step) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("id", step.id());
        data.put("kind", step.kind().word());
        data.put("title", step.title());
        return data;
    }

    private static Map<String, @Nullable Object> data(TargetSpec target) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("name", target.name());
        data.put("sandbox", target instanceof TargetSpec.Disposable);
        data.put("protected", target instanceof TargetSpec.Server server && server.isProtected());
        return data;
    }
}
