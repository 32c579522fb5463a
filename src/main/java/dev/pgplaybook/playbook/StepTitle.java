package dev.pgplaybook.playbook;

import java.util.List;
import java.util.stream.Collectors;

/** What a step is called whose author gave it no title. */
final class StepTitle {

    private StepTitle() {}

    static String of(Work work) {
        if (work instanceof Work.Resolve resolve) {
            return resolve.infers()
                    ? "Mark the migrations that are there"
                    : "Mark "
                            + count(
                                    resolve.applied().size()
                                            + resolve.rolledBack().size(),
                                    "migration");
        }
        if (work instanceof Work.Validate validate) {
            return "Validate on a sandbox: " + likeness(validate.sandbox().like());
        }
        if (work instanceof Work.Deploy deploy) {
            return deploy.expect().map(StepTitle::deploying).orElse("Deploy what is pending");
        }
        if (work instanceof Work.Repair repair) {
            return "Repair " + repair.migration();
        }
        if (work instanceof Work.Reset) {
            return "Drop the schema, and deploy everything";
        }
        if (work instanceof Work.Seed seed) {
            return "Seed: " + count(seed.actions().size(), "action");
        }
        if (work instanceof Work.Ask ask) {
            return ask.questions().stream().map(Check::title).findFirst().orElse("Check");
        }
        return work instanceof Work.Act act
                ? call(act.action().call())
                : YamlText.shortened(((Work.Confirm) work).question());
    }

    private static String deploying(List<String> migrations) {
        return migrations.size() == 1
                ? "Deploy " + migrations.get(0)
                : "Deploy " + count(migrations.size(), "migration");
    }

    private static String call(Call call) {
        if (call instanceof Call.Http http) {
            return http.method() + " " + YamlText.shortened(http.url().raw());
        }
        if (call instanceof Call.Command command) {
            return YamlText.shortened(command.argv().stream().map(Text::raw).collect(Collectors.joining(" ")));
        }
        return YamlText.shortened(((Call.Sql) call).sql().raw());
    }

    private static String likeness(LikenessSpec like) {
        if (like instanceof LikenessSpec.FromFile script) {
            return "like " + script.file().getFileName();
        }
        if (like instanceof LikenessSpec.FromTarget target) {
            return "like " + target.target();
        }
        if (like instanceof LikenessSpec.AppliedMigrations applied) {
            return "the migrations of " + applied.target();
        }
        if (like instanceof LikenessSpec.Migrations) {
            return "the applied migrations";
        }
        return like instanceof LikenessSpec.AllMigrations ? "every migration" : "empty";
    }

    private static String count(int number, String noun) {
        return number == 1 ? "1 " + noun : number + " " + noun + "s";
    }
}
