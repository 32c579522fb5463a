package dev.pgplaybook.sql;

/** Follows one statement's tokens and knows whether it is a COPY that takes its rows from the client. */
final class CopyClause {

    private boolean first = true;
    private boolean copy;
    private boolean afterFrom;
    private boolean fromClient;

    boolean isFromClient() {
        return fromClient;
    }

    void see(TokenKind kind, Lexer token, int parentheses) {
        boolean word = kind == TokenKind.WORD && parentheses == 0;
        if (first) {
            copy = word && token.is("COPY");
            first = false;
        } else if (copy) {
            // PostgreSQL's grammar takes either word in either direction.
            fromClient |= afterFrom && word && (token.is("STDIN") || token.is("STDOUT"));
            afterFrom = word && token.is("FROM");
        }
    }
}
