package dev.pgplaybook.sql;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.Source;
import java.util.List;
import java.util.Optional;

/**
 * One statement of a playbook with variables in it, {@code ${NAME}} or with {@code :-} before a default. A variable is bound as a
 * parameter and never pasted; a doubled dollar makes it plain text.
 */
public final class SqlTemplate {

    private final Source source;
    private final Statement statement;
    private final Rewriting rewriting;
    private final List<Variable> variables;
    private final List<Problem> problems;

    SqlTemplate(
            Source source, Statement statement, Rewriting rewriting, List<Variable> variables, List<Problem> problems) {
        this.source = source;
        this.statement = statement;
        this.rewriting = rewriting;
        this.variables = List.copyOf(variables);
        this.problems = List.copyOf(problems);
    }

    /** A variable's use. */
    public record Variable(String name, Optional<String> fallback, Location at) {}

    /** Reads the template; what is wrong with it is in {@link #problems}, and only without any may it be run. */
    public static SqlTemplate of(Source source) {
        return new TemplateReader(source).read();
    }

    /** The statement as the PostgreSQL driver takes it: a question mark for each variable, and those of operators doubled. */
    public String jdbc() {
        return rewriting.forDriver();
    }

    /** The variables in the order of their question marks; one that is used twice is there twice. */
    public List<Variable> variables() {
        return variables;
    }

    public List<Problem> problems() {
        return problems;
    }

    /** The statement as written, without its semicolon. */
    public String text() {
        return source.text().substring(rewriting.start(), rewriting.end());
    }

    /** What the keywords say. A numbered parameter stands in its text for each variable, at the variable's own place. */
    public Statement statement() {
        return statement;
    }

    /** The place of an error position as the server counts it, in code points of the statement that the driver sent, from 1. */
    public Location locate(int codePointPosition) {
        String sent = rewriting.forServer();
        int available = sent.codePointCount(0, sent.length());
        int codePoints = Math.max(0, Math.min(codePointPosition - 1, available));
        return source.locate(rewriting.original(sent.offsetByCodePoints(0, codePoints)));
    }
}
