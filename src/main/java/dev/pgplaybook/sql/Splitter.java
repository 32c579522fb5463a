package dev.pgplaybook.sql;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a script into its statements in one pass, and collects what stops it from being run. */
final class Splitter {

    private final Source source;
    private final String text;
    private final Lexer lexer;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private Extent extent = new Extent();

    Splitter(Source source) {
        this.source = source;
        this.text = source.text();
        this.lexer = new Lexer(text);
    }

    List<Statement> statements() {
        return statements;
    }

    List<Problem> problems() {
        return problems;
    }

    Splitter split() {
        TokenKind kind = lexer.next();
        while (kind != TokenKind.END) {
            take(kind);
            if (lexer.unterminated()) {
                unclosed(kind, lexer.start());
            }
            kind = lexer.next();
        }
        if (extent.isInBody()) {
            endsTooEarly("BEGIN ATOMIC has no END", extent.bodyOpened());
        } else if (extent.isInParentheses()) {
            unclosed(TokenKind.OPEN, extent.parenthesisOpened());
        }
        finish();
        return this;
    }

    private void take(TokenKind kind) {
        if (kind == TokenKind.COMMENT) {
            return;
        }
        if (kind == TokenKind.BACKSLASH) {
            psqlCommand();
        } else if (kind == TokenKind.SEMICOLON && extent.mayEnd()) {
            semicolon();
        } else {
            extent.add(kind, lexer);
        }
    }

    private void semicolon() {
        int rows = extent.takesRowsFromClient() ? firstRow(lexer.end()) : -1;
        if (rows < 0) {
            finish();
        } else {
            copyRows(rows);
        }
    }

    private void finish() {
        finish(Optional.empty());
    }

    private void finish(Optional<CopyData> rows) {
        if (!extent.isEmpty()) {
            statements.add(new Statement(source, extent.start(), extent.end(), rows, extent.leading()));
        }
        extent = new Extent();
    }

    /** The line after the semicolon; nothing but a comment may stand between, otherwise the rows are not here. */
    private int firstRow(int from) {
        int i = from;
        while (i < text.length() && Letters.isBlank(text.charAt(i)) && text.charAt(i) != '\n') {
            i++;
        }
        int line = text.indexOf('\n', i);
        boolean rest = i < text.length() && i != line && !text.startsWith("--", i);
        return rest ? -1 : line < 0 ? text.length() : line + 1;
    }

    private void copyRows(int from) {
        int mark = endOfRows(from);
        if (mark < 0 && !text.substring(from).isBlank()) {
            endsTooEarly("the rows of COPY are not ended by a line \\.", extent.start());
        }
        finish(Optional.of(new CopyData(from, mark < 0 ? text.length() : mark)));
        lexer.jump(mark < 0 ? text.length() : mark + 2);
    }

    private int endOfRows(int from) {
        int mark = text.startsWith("\\.", from) ? from : nextMark(from);
        while (mark >= 0 && !endsLine(mark + 2)) {
            mark = nextMark(mark);
        }
        return mark;
    }

    private int nextMark(int from) {
        int before = text.indexOf("\n\\.", from);
        return before < 0 ? -1 : before + 1;
    }

    private boolean endsLine(int i) {
        return i == text.length() || Letters.isLineBreak(text.charAt(i));
    }

    private void psqlCommand() {
        int at = lexer.start();
        int lineEnd = new Quotes(text, text.length()).lineEnd(at);
        PsqlCommand command = PsqlCommand.of(text.substring(at, lineEnd));
        if (!command.isGuard() || !extent.isEmpty()) {
            problems.add(command.refused().at(source.locate(at)));
        }
        lexer.jump(lineEnd);
    }

    private void unclosed(TokenKind kind, int at) {
        endsTooEarly(kind.words() + " that begins here is not closed", at);
    }

    /** The first of several that reach to the end explains the others. */
    private void endsTooEarly(String what, int at) {
        if (problems.stream().noneMatch(problem -> problem.code() == ProblemCode.PB303)) {
            problems.add(Problem.of(ProblemCode.PB303, what)
                    .hint("close it; where it looks closed, an earlier quote may have swallowed the end")
                    .at(source.locate(at)));
        }
    }
}
