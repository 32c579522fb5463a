package dev.pgplaybook.shell;

import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.sql.staging.Stage;
import dev.pgplaybook.sql.staging.StagedMigration;
import dev.pgplaybook.staging.Claim;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows stages, what was left as it was, and what a proof has shown. */
record StageView(Console console) {

    /** What is offered, and what a proof has shown; nothing is written yet. */
    void show(Migration original, StagedMigration staged, List<String> notes, List<Claim> claims) {
        if (console.json()) {
            return;
        }
        Style style = console.style();
        StageDifference.of(original, staged).forEach(line -> console.line(painted(line)));
        staged.stages().forEach(stage -> console.line(style.bold(stage.name()) + "  " + stage.title()));
        staged.notes().forEach(note -> console.line(style.warning() + " " + note));
        notes.forEach(note -> console.line(style.point() + " " + note));
        claims.forEach(claim -> console.line(sign(claim) + " " + claim.title() + ": " + claim.said()));
        if (claims.isEmpty()) {
            console.line(style.warning() + " nothing is proven");
        }
    }

    /** What has come of it. */
    void close(
            Migration original,
            StagedMigration staged,
            List<String> notes,
            List<Claim> claims,
            Optional<Path> written) {
        if (console.json()) {
            console.document(data(original, staged, notes, claims, written));
            return;
        }
        boolean holds = Claim.hold(claims);
        console.line(written.map(directory -> "written to " + directory + ", to take the place of " + original.name())
                .orElse(
                        holds
                                ? "nothing is written; --out DIR writes the folders"
                                : "nothing is written, as long as a claim does not hold"));
    }

    private String painted(String line) {
        Style style = console.style();
        return line.startsWith("---") || line.startsWith("+++")
                ? style.bold(line)
                : line.startsWith("-")
                        ? style.red(line)
                        : line.startsWith("+") ? style.green(line) : line.startsWith("@@") ? style.cyan(line) : line;
    }

    private String sign(Claim claim) {
        return switch (claim.verdict()) {
            case HOLDS -> console.style().good();
            case FAILS -> console.style().bad();
            case NOTED -> console.style().point();
        };
    }

    private static Map<String, @Nullable Object> data(
            Migration original,
            StagedMigration staged,
            List<String> notes,
            List<Claim> claims,
            Optional<Path> written) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("migration", original.name());
        data.put("stages", staged.stages().stream().map(StageView::data).toList());
        data.put("difference", String.join("\n", StageDifference.of(original, staged)) + "\n");
        data.put("notes", Stream.concat(staged.notes().stream(), notes.stream()).toList());
        data.put("claims", claims.stream().map(StageView::data).toList());
        data.put("written", written.map(Path::toString).orElse(null));
        return data;
    }

    private static Map<String, @Nullable Object> data(Stage stage) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("name", stage.name());
        data.put("title", stage.title());
        data.put("sql", stage.sql());
        return data;
    }

    private static Map<String, @Nullable Object> data(Claim claim) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("claim", claim.title());
        data.put("verdict", claim.verdict().name().toLowerCase(Locale.ROOT));
        data.put("said", claim.said());
        return data;
    }
}
