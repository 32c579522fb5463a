package dev.pgplaybook.sql;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.References.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one {@link SqlTemplate}: finds what the driver must be given in each place, and every reason why it cannot be. */
final class TemplateReader {

    /** What PostgreSQL plans with parameters; every other statement takes its text as it stands. */
    private static final String[] PARAMETERIZED = {
        "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "VALUES", "WITH", "TABLE", "CALL", "EXPLAIN"
    };

    private final Source source;
    private final References references;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Rewriting.Edit> edits = new ArrayList<>();
    private final List<SqlTemplate.Variable> variables = new ArrayList<>();
    private int next;

    TemplateReader(Source source) {
        this.source = source;
        this.references = References.in(source.text());
    }

    SqlTemplate read() {
        Source masked = source.withText(references.masked());
        Splitter splitter = new Splitter(masked).split();
        problems.addAll(splitter.problems());
        Statement statement = onlyOne(masked, splitter.statements());
        boolean parameterized = takesParameters(statement);
        Lexer lexer = new Lexer(references.masked());
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            take(kind, lexer, statement, parameterized);
        }
        return new SqlTemplate(source, statement, rewriting(statement), variables, problems);
    }

    /** Where the statement ends with a variable, its mask ends before the variable does. */
    private Rewriting rewriting(Statement statement) {
        List<Rewriting.Edit> inside = edits.stream()
                .filter(edit -> edit.start() >= statement.start() && edit.start() < statement.end())
                .toList();
        int end = inside.isEmpty() ? 0 : inside.get(inside.size() - 1).end();
        return new Rewriting(source.text(), statement.start(), Math.max(end, statement.end()), inside);
    }

    private Statement onlyOne(Source masked, List<Statement> statements) {
        if (statements.isEmpty()) {
            problem(ProblemCode.PB104, "there is no statement here", "write the SQL, or take the key out", 0);
            return new Statement(masked, 0, 0, Optional.empty(), Words.of(""));
        }
        if (statements.size() > 1) {
            int second = statements.get(1).start();
            problem(
                    ProblemCode.PB106,
                    "one statement at a time: a second one begins here",
                    "give each statement an entry of its own",
                    second);
        }
        return statements.get(0);
    }

    /** A query may stand in parentheses. */
    private static boolean takesParameters(Statement statement) {
        Words words = statement.leading();
        int first = 0;
        while (first < words.size() && words.at(first).kind() == TokenKind.OPEN) {
            first++;
        }
        return words.is(first, PARAMETERIZED);
    }

    private void take(TokenKind kind, Lexer token, Statement statement, boolean parameterized) {
        boolean bound = false;
        for (; next < references.list().size() && starts(token.end()); next++) {
            Reference reference = references.list().get(next);
            bound = kind == TokenKind.PARAMETER && reference.start() == token.start();
            if (reference.escaped()) {
                String plain = source.text().substring(reference.start() + 1, reference.end());
                edits.add(new Rewriting.Edit(reference.start(), reference.end(), plain, plain));
            } else if (!bound) {
                inside(kind, reference);
            } else {
                bind(reference, statement, parameterized);
            }
        }
        if (kind == TokenKind.PARAMETER && !bound) {
            numbered(token);
        } else if (kind == TokenKind.OPERATOR) {
            doubleQuestionMarks(token);
        }
    }

    private boolean starts(int before) {
        return references.list().get(next).start() < before;
    }

    private void bind(Reference reference, Statement statement, boolean parameterized) {
        if (!parameterized) {
            problem(
                    ProblemCode.PB115,
                    reference.shown() + " cannot be bound: " + statement.verb() + " takes no parameters",
                    "write the value itself; variables are for SELECT, INSERT, UPDATE, DELETE, MERGE, VALUES and CALL",
                    reference.start());
        }
        if (isGlued(reference.end())) {
            problem(
                    ProblemCode.PB115,
                    reference.shown() + " is glued to what follows it",
                    "put a blank behind it; to build a longer text, use ||",
                    reference.start());
        }
        variables.add(
                new SqlTemplate.Variable(reference.name(), reference.fallback(), source.locate(reference.start())));
        edits.add(new Rewriting.Edit(reference.start(), reference.end(), "?", "$" + variables.size()));
    }

    private boolean isGlued(int end) {
        String text = source.text();
        return end < text.length() && (Letters.continuesTag(text.charAt(end)) || text.charAt(end) == '$');
    }

    private void inside(TokenKind kind, Reference reference) {
        String hint = switch (kind) {
            case STRING, DOLLAR_STRING ->
                "take the quotes away: the value is bound whole; to build a longer text, use ||";
            case WORD, QUOTED_NAME -> "SQL takes no parameter for a name; write the name itself";
            case NUMBER, PARAMETER, OPERATOR, OPEN, CLOSE, SEMICOLON, BACKSLASH, OTHER, COMMENT, END ->
                "take it out, or write $" + reference.shown() + " for plain text";
        };
        problem(ProblemCode.PB115, reference.shown() + " stands inside " + kind.words(), hint, reference.start());
    }

    private void numbered(Lexer token) {
        if (!references.list().isEmpty()) {
            problem(
                    ProblemCode.PB106,
                    token.text() + " beside named variables would take the value of one of them",
                    "write ${NAME} for it too",
                    token.start());
        }
    }

    /** pgjdbc takes a question mark for a parameter, and two for an operator's. */
    private void doubleQuestionMarks(Lexer token) {
        for (int i = token.start(); i < token.end(); i++) {
            if (references.masked().charAt(i) == '?') {
                edits.add(new Rewriting.Edit(i, i + 1, "??", "?"));
            }
        }
    }

    private void problem(ProblemCode code, String message, String hint, int at) {
        problems.add(Problem.of(code, message).hint(hint).at(source.locate(at)));
    }
}
