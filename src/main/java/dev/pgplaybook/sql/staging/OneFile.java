package dev.pgplaybook.sql.staging;

import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.ExecutionModel;
import dev.pgplaybook.sql.Script;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** All stages in one file, which is as good only where each of its statements commits by itself. */
public final class OneFile {

    /** It holds many statements that do not stand or fall together, which is the point of it. */
    private static final String HEAD = """
            -- pgplaybook-ignore T009 reason="each stage leaves a schema that old and new code can live with"

            """;

    private OneFile() {}

    /**
     * Whether the way in which files are run allows it.
     *
     * @param why in a clause
     */
    public record Verdict(boolean allowed, String why) {}

    public static Verdict verdict(StagedMigration staged, ExecutionModel model) {
        if (staged.stages().size() == 1) {
            return new Verdict(true, "there is one stage alone");
        }
        return switch (model) {
            case PER_STATEMENT -> new Verdict(true, "execution: per-statement commits each statement by itself");
            case TRANSACTION ->
                Script.split(Source.of(Path.of("one-file"), text(staged))).mustRunOutside()
                        ? new Verdict(
                                true,
                                "what must be outside of a transaction is in it, so pgplaybook runs it statement by statement;"
                                        + " Prisma does from 7.4 on, and refuses it before")
                        : new Verdict(
                                false,
                                "nothing in it must be outside of a transaction, so it would be one, and hold every lock to its end");
            case WHOLE_SCRIPT ->
                new Verdict(
                        false,
                        "execution: whole-script makes one transaction of it, which holds every lock to its end");
        };
    }

    /** The same migration with one stage, of the first one's name. */
    public static StagedMigration of(StagedMigration staged) {
        if (staged.stages().size() == 1) {
            return staged;
        }
        Stage first = staged.stages().get(0);
        return new StagedMigration(
                List.of(new Stage(
                        first.name(),
                        "in one file, statement by statement, and never in one transaction",
                        text(staged))),
                staged.added(),
                staged.fills(),
                staged.notes(),
                staged.tables());
    }

    private static String text(StagedMigration staged) {
        return staged.stages().stream().map(Stage::file).collect(Collectors.joining("\n", HEAD, ""));
    }
}
