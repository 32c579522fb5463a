package dev.pgplaybook.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What help says, as data. */
final class HelpDocument {

    private HelpDocument() {}

    static Map<String, @Nullable Object> of(List<CommandSpec> commands) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("commands", commands.stream().map(HelpDocument::of).toList());
        data.put("options", Options.GLOBAL.stream().map(HelpDocument::option).toList());
        return data;
    }

    static Map<String, @Nullable Object> of(CommandSpec command) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("name", command.name());
        data.put("group", command.group());
        data.put("summary", command.summary());
        data.put("arguments", command.arguments());
        data.put("options", command.options().stream().map(HelpDocument::option).toList());
        data.put("examples", command.examples());
        return data;
    }

    private static Map<String, @Nullable Object> option(OptionSpec option) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("name", option.name());
        data.put("short", option.shortName().orElse(null));
        data.put("value", option.value().orElse(null));
        data.put("choices", option.choices());
        data.put("description", option.description());
        return data;
    }
}
