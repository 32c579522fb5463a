package dev.pgplaybook.trace;

import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.StatementForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A statement of forms.sql, which stands for a form and a variant of it. */
record FormCase(String form, String variant, Statement statement) {

    private static final Path FILE = Path.of("src", "test", "resources", "lockfacts", "forms.sql");

    static List<FormCase> all() throws IOException {
        Source source = Source.of(FILE, Files.readString(FILE));
        List<FormCase> cases = new ArrayList<>();
        for (Statement statement : Script.split(source).statements()) {
            String above = source.text().substring(0, statement.start()).stripTrailing();
            String title = above.substring(above.lastIndexOf("-- ") + 3);
            int colon = title.indexOf(": ");
            cases.add(new FormCase(
                    colon < 0 ? title : title.substring(0, colon),
                    colon < 0 ? "" : title.substring(colon + 2),
                    statement));
        }
        return cases;
    }

    List<StatementForm> forms() {
        return statement.forms();
    }
}
