package dev.pgplaybook.sql;

/**
 * Follows one statement's tokens and knows when it is inside {@code BEGIN ATOMIC … END}, the body of a function in standard SQL,
 * where semicolons do not end the statement. Only a CASE nests there.
 */
final class AtomicBody {

    private enum Heading {
        NOTHING,
        CREATE,
        CREATE_OR,
        CREATE_OR_REPLACE,
        ROUTINE,
        OTHER
    }

    private Heading heading = Heading.NOTHING;
    private boolean afterBegin;
    private boolean afterAsOrDot;
    private int depth;
    private int opened;

    boolean isOpen() {
        return depth > 0;
    }

    /** Where its BEGIN stands. */
    int opened() {
        return opened;
    }

    void see(TokenKind kind, Lexer token) {
        boolean word = kind == TokenKind.WORD;
        if (heading != Heading.ROUTINE) {
            heading = word ? read(token) : Heading.OTHER;
            return;
        }
        if (word && !afterAsOrDot) {
            nest(token);
        }
        afterBegin = word && token.is("BEGIN");
        afterAsOrDot = word ? token.is("AS") : kind == TokenKind.OTHER && token.is(".");
    }

    /** {@code SELECT 1 AS end} and {@code t.end} are names, not ends. */
    private void nest(Lexer token) {
        if (depth == 0) {
            if (afterBegin && token.is("ATOMIC")) {
                depth = 1;
            } else if (token.is("BEGIN")) {
                opened = token.start();
            }
        } else if (token.is("CASE")) {
            depth++;
        } else if (token.is("END")) {
            depth--;
        }
    }

    private Heading read(Lexer token) {
        return switch (heading) {
            case NOTHING -> token.is("CREATE") ? Heading.CREATE : Heading.OTHER;
            case CREATE -> token.is("OR") ? Heading.CREATE_OR : routine(token);
            case CREATE_OR -> token.is("REPLACE") ? Heading.CREATE_OR_REPLACE : Heading.OTHER;
            case CREATE_OR_REPLACE -> routine(token);
            case ROUTINE, OTHER -> heading;
        };
    }

    private static Heading routine(Lexer token) {
        return token.is("FUNCTION") || token.is("PROCEDURE") ? Heading.ROUTINE : Heading.OTHER;
    }
}
