package dev.pgplaybook.sql;

/** Follows the tokens of one statement, and knows where it begins and which semicolon ends it. */
final class Extent {

    private final AtomicBody body = new AtomicBody();
    private final CopyClause copy = new CopyClause();
    private final Words.Gathering leading = Words.Gathering.leading();
    private int start = -1;
    private int end;
    private int parentheses;
    private int opened;

    boolean isEmpty() {
        return start < 0;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** How the statement begins. */
    Words leading() {
        return leading.words();
    }

    /** Whether a semicolon that comes now is the statement's end. */
    boolean mayEnd() {
        return parentheses == 0 && !body.isOpen();
    }

    boolean takesRowsFromClient() {
        return copy.isFromClient();
    }

    boolean isInBody() {
        return body.isOpen();
    }

    /** Where the BEGIN of the body stands. */
    int bodyOpened() {
        return body.opened();
    }

    boolean isInParentheses() {
        return parentheses > 0;
    }

    /** Where the outermost parenthesis stands. */
    int parenthesisOpened() {
        return opened;
    }

    void add(TokenKind kind, Lexer token) {
        if (start < 0) {
            start = token.start();
        }
        end = token.end();
        body.see(kind, token);
        copy.see(kind, token, parentheses);
        leading.see(kind, token);
        if (kind == TokenKind.OPEN) {
            opened = parentheses == 0 ? token.start() : opened;
            parentheses++;
        } else if (kind == TokenKind.CLOSE && parentheses > 0) {
            parentheses--;
        }
    }
}
