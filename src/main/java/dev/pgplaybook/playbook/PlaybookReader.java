package dev.pgplaybook.playbook;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a playbook's file. All that is wrong with it is reported at once, each problem at its place. */
public final class PlaybookReader {

    private static final BigDecimal VERSION = BigDecimal.ONE;

    private PlaybookReader() {}

    /** The playbook, or an exception that holds every problem of the file. */
    public static Playbook read(Path file) {
        return read(file, TextFile.read(file));
    }

    /** The same of a text that was kept, as if it stood in the file: its paths are relative to that. */
    public static Playbook read(Path file, String text) {
        Reading reading = new Reading(file);
        Node root = YamlTree.read(file, text, reading.problems());
        Field whole = new Field("", root, reading);
        if (whole.isEmpty()) {
            whole.missing(file.getFileName() + " is empty", "a playbook needs version: 1, playbook and steps");
            whole = new Field("", new Node.Missing(whole.at()), reading);
        }
        return reading.finish(playbook(file, text, whole));
    }

    private static Playbook playbook(Path file, String text, Field whole) {
        Fields fields = whole.fields(Shape.PLAYBOOK);
        version(fields.require("version", "write version: 1"));
        String name =
                Values.name(fields.require("playbook", "give the playbook a name, such as playbook: admin-roles"));
        Limits limits = fields.find("limits").map(LimitsReader::read).orElse(Limits.NONE);
        return new Playbook(
                file,
                text,
                name,
                fields.find("title").map(Values::text).orElse(name),
                fields.find("migrations").map(Values::path),
                fields.find("execution").map(WorkReader::execution),
                fields.find("targets").map(PlaybookReader::targets).orElseGet(Map::of),
                fields.find("services").map(PlaybookReader::services).orElseGet(Map::of),
                fields.find("secrets").map(PlaybookReader::secrets).orElseGet(Set::of),
                fields.find("role").map(Values::text),
                fields.find("accept").map(PlaybookReader::accept).orElseGet(Set::of),
                fields.find("backup").map(BackupReader::read),
                fields.find("record").map(PlaybookReader::recordsInTarget).orElse(false),
                limits,
                fields.find("hazards").map(HazardsReader::read).orElse(Hazards.NONE),
                steps(fields, limits));
    }

    private static void version(Field field) {
        Optional<BigDecimal> version = field.scalarOf(BigDecimal.class, "a number");
        if (version.isPresent() && version.get().compareTo(VERSION) != 0) {
            field.badValue("version is " + field.written() + ", which is not known here", "write version: 1");
        }
    }

    private static Map<String, TargetSpec> targets(Field field) {
        return field.withKeys(NameRule.NAME).named(TargetReader::read);
    }

    private static Map<String, ServiceSpec> services(Field field) {
        return field.withKeys(NameRule.NAME).named(ServiceReader::read);
    }

    private static boolean recordsInTarget(Field field) {
        return field.fields(Shape.RECORD)
                .require("in_target", "write record: { in_target: true }")
                .scalarOf(Boolean.class, "true or false")
                .orElse(false);
    }

    private static Set<String> secrets(Field field) {
        return new LinkedHashSet<>(Values.names(field, NameRule.VARIABLE));
    }

    private static Set<String> accept(Field field) {
        return new LinkedHashSet<>(Values.names(field, NameRule.CHECK));
    }

    private static List<Step> steps(Fields fields, Limits limits) {
        StepReader reader = new StepReader(limits);
        return fields.require("steps", "write a list of steps").someItems().stream()
                .map(reader::read)
                .toList();
    }
}
