package dev.pgplaybook.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what is set, and where each value comes from. */
record ConfigCommand(Settings settings, Console console) {

    List<CommandSpec> all() {
        return List.of(new CommandSpec(
                "config",
                "the shell",
                "print each setting with its origin: a flag, the environment, pgplaybook.yaml, or the default",
                List.of(),
                List.of(Options.TARGET, Options.MIGRATIONS),
                List.of("config", "config --lock-wait 5s --json"),
                this::print));
    }

    private int print(Invocation in) {
        List<Settings.Chosen> all = settings.all(in);
        if (console.json()) {
            console.document(all.stream().map(ConfigCommand::data).toList());
            return 0;
        }
        List<List<String>> rows = all.stream()
                .map(chosen -> List.of(
                        chosen.setting().key(),
                        chosen.value(),
                        chosen.origin().word() + (chosen.where().isEmpty() ? "" : " " + chosen.where()),
                        chosen.setting().meaning()))
                .toList();
        new Table(List.of("setting", "value", "origin", "what it is"), rows)
                .lines(console.style())
                .forEach(console::line);
        return 0;
    }

    private static Map<String, @Nullable Object> data(Settings.Chosen chosen) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        boolean isSet = chosen.origin() != Settings.Origin.DEFAULT;
        data.put("setting", chosen.setting().key());
        data.put("value", chosen.value());
        data.put("origin", chosen.origin().word());
        data.put("where", isSet ? chosen.where() : null);
        return data;
    }
}
