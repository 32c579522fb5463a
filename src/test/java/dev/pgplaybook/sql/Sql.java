package dev.pgplaybook.sql;

import dev.pgplaybook.problem.Source;
import dev.pgplaybook.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** SQL for tests: from a literal, or the corpus of statements. */
final class Sql {

    private static final Path FILE = Path.of("a.sql");

    private Sql() {}

    static Source source(String text) {
        return Source.of(FILE, text);
    }

    static Script script(String text) {
        return Script.split(source(text));
    }

    static List<String> split(String text) {
        return script(text).statements().stream().map(Statement::text).toList();
    }

    static Statement statement(String text) {
        List<Statement> statements = script(text).statements();
        if (statements.size() != 1) {
            throw new AssertionError("not one statement: " + statements.size() + " in " + text);
        }
        return statements.get(0);
    }

    /** Each statement of the corpus with its semicolon; a line that begins with {@code -- @} stands before each. */
    static List<String> corpus() throws IOException {
        String text = Files.readString(SharedFolder.require("sql/statements.sql"));
        return Arrays.stream(text.split("(?m)^-- @.*\\R"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** Those that leave the next line to SQL. */
    static List<String> corpusWithoutRows() throws IOException {
        return corpus().stream()
                .filter(statement -> statement(statement).copyData().isEmpty())
                .toList();
    }
}
