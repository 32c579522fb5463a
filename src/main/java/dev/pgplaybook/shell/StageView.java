package dev.pgplaybook.shell;

import dev.pgplaybook.sql.staging.Stage;
import dev.pgplaybook.sql.staging.StagedMigration;
import dev.pgplaybook.staging.Claim;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows stages, what was left as it was, and what a proof has shown. */
record StageView(Console console) {

    void show(String original, StagedMigration staged, List<Claim> claims, Optional<Path> written) {
        if (console.json()) {
            console.document(data(original, staged, claims, written));
            return;
        }
        Style style = console.style();
        for (Stage stage : staged.stages()) {
            console.line(style.bold(stage.name()) + "  " + stage.title());
            stage.sql().lines().forEach(line -> console.line("    " + line));
        }
        staged.notes().forEach(note -> console.line(style.warning() + " " + note));
        claims.forEach(claim -> console.line(sign(claim) + " " + claim.title() + ": " + claim.said()));
        if (claims.isEmpty()) {
            console.line(style.warning() + " nothing is proven");
        }
        console.line(written.map(directory -> "written to " + directory + ", to take the place of " + original)
                .orElse("nothing is written; --out DIR writes the folders"));
    }

    private String sign(Claim claim) {
        return switch (claim.verdict()) {
            case HOLDS -> console.style().good();
            case FAILS -> console.style().bad();
            case NOTED -> console.style().point();
        };
    }

    private static Map<String, @Nullable Object> data(
            String original, StagedMigration staged, List<Claim> claims, Optional<Path> written) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("migration", original);
        data.put("stages", staged.stages().stream().map(StageView::data).toList());
        data.put("notes", staged.notes());
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
