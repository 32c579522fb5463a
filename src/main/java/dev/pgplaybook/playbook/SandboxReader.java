package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Reads which sandbox to make and what it should resemble. */
final class SandboxReader {

    private static final String LIKENESSES = "empty, migrations, {file: …}, {target: …} or {migrations: …}";

    /** Every migration of the folder. No target is meant by it. */
    private static final String ALL = "all";

    private SandboxReader() {}

    static SandboxSpec read(Field field) {
        Fields fields = field.fields(Shape.SANDBOX);
        SandboxSpec.Provider provider = ProviderReader.provider(fields);
        LikenessSpec like = fields.find("like").map(SandboxReader::likeness).orElseGet(LikenessSpec.Empty::new);
        return new SandboxSpec(
                provider, ProviderReader.options(fields, provider), like, RowsReader.read(fields, like), field.at());
    }

    /** The sandbox of a step that says nothing of it. */
    static SandboxSpec standard(Location at) {
        return new SandboxSpec(new LikenessSpec.Empty(), at);
    }

    private static LikenessSpec likeness(Field field) {
        if (field.isText()) {
            return byWord(field);
        }
        if (!field.isMapping()) {
            field.wrongType("a text or a mapping", "write " + LIKENESSES);
            return new LikenessSpec.Empty();
        }
        Fields fields = field.fields(Shape.LIKE);
        fields.oneOf(Shape.LIKE.keys(), ProblemCode.PB104, ProblemCode.PB106);
        Optional<LikenessSpec> target =
                fields.find("target").map(name -> new LikenessSpec.FromTarget(realTarget(name)));
        Optional<LikenessSpec> migrations = fields.find("migrations").map(SandboxReader::migrations);
        return fields.find("file")
                .<LikenessSpec>map(file -> new LikenessSpec.FromFile(Values.path(file)))
                .or(() -> target)
                .or(() -> migrations)
                .orElseGet(LikenessSpec.Empty::new);
    }

    private static LikenessSpec byWord(Field field) {
        if (!List.of("empty", "migrations").contains(field.written())) {
            field.badValue(field.path() + " cannot be " + YamlText.shortened(field.written()), "write " + LIKENESSES);
        }
        return field.written().equals("migrations") ? new LikenessSpec.Migrations() : new LikenessSpec.Empty();
    }

    private static LikenessSpec migrations(Field field) {
        return field.isText() && field.written().equals(ALL)
                ? new LikenessSpec.AllMigrations()
                : new LikenessSpec.AppliedMigrations(realTarget(field));
    }

    private static String realTarget(Field field) {
        String name = Values.text(field);
        if (field.isText()) {
            Reading reading = field.reading();
            reading.mustBeDefined(
                    "target", name, field.at(), playbook -> playbook.targets().keySet());
            reading.later(playbook -> {
                if (playbook.targets().get(name) instanceof TargetSpec.Disposable) {
                    field.badValue("the target " + name + " is a sandbox itself", "name a target that has a url");
                }
            });
        }
        return name;
    }
}
