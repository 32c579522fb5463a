package dev.pgplaybook.sql;

/**
 * A cursor over SQL by PostgreSQL's lexical rules (scan.l, with standard_conforming_strings on). It makes no objects: each
 * {@link #next} moves {@link #start} and {@link #end} to the next token, comments included.
 */
final class Lexer {

    private static final char NONE = '\0';

    private final CharSequence text;
    private final int limit;
    private final Quotes quotes;
    private int start;
    private int end;
    private boolean unterminated;

    Lexer(CharSequence text, int from, int limit) {
        this.text = text;
        this.limit = limit;
        this.quotes = new Quotes(text, limit);
        this.start = from;
        this.end = from;
    }

    Lexer(CharSequence text) {
        this(text, 0, text.length());
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Whether the text ended before the token did. */
    boolean unterminated() {
        return unterminated;
    }

    /** Whether the token reads like this keyword, given in capitals. */
    boolean is(String keyword) {
        if (end - start != keyword.length()) {
            return false;
        }
        for (int i = 0; i < keyword.length(); i++) {
            if (Letters.upper(text.charAt(start + i)) != keyword.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The token as written. */
    String text() {
        return text.subSequence(start, end).toString();
    }

    /** The token in capitals, as PostgreSQL compares keywords. */
    String upper() {
        return Letters.upper(text, start, end);
    }

    /** Goes on reading from here. */
    void jump(int offset) {
        end = Math.min(offset, limit);
    }

    TokenKind next() {
        unterminated = false;
        start = end;
        while (start < limit && Letters.isBlank(text.charAt(start))) {
            start++;
        }
        if (start >= limit) {
            return upTo(start, TokenKind.END);
        }
        char c = at(start);
        if (quotes.startsComment(start)) {
            return upTo(c == '-' ? quotes.lineEnd(start) : quotes.comment(start), TokenKind.COMMENT);
        }
        if (Letters.startsName(c)) {
            return word(c);
        }
        if (Letters.isDigit(c) || (c == '.' && Letters.isDigit(at(start + 1)))) {
            return number();
        }
        return Letters.isOperator(c) ? operator() : sign(c);
    }

    private TokenKind sign(char c) {
        return switch (c) {
            case '\'' -> upTo(quotes.string(start, false), TokenKind.STRING);
            case '"' -> upTo(quotes.name(start), TokenKind.QUOTED_NAME);
            case '$' -> dollar();
            case '(' -> upTo(start + 1, TokenKind.OPEN);
            case ')' -> upTo(start + 1, TokenKind.CLOSE);
            case ';' -> upTo(start + 1, TokenKind.SEMICOLON);
            case '\\' -> upTo(start + 1, TokenKind.BACKSLASH);
            default -> upTo(start + 1, TokenKind.OTHER);
        };
    }

    /** A name, unless its first letter is the prefix of a string, as in {@code E'a'} and {@code U&"a"}. */
    private TokenKind word(char c) {
        char next = at(start + 1);
        if (next == '\'' && "eEbBxXnN".indexOf(c) >= 0) {
            return upTo(quotes.string(start + 1, c == 'e' || c == 'E'), TokenKind.STRING);
        }
        if (next == '&' && (c == 'u' || c == 'U')) {
            if (at(start + 2) == '\'') {
                return upTo(quotes.string(start + 2, false), TokenKind.STRING);
            }
            if (at(start + 2) == '"') {
                return upTo(quotes.name(start + 2), TokenKind.QUOTED_NAME);
            }
        }
        int i = start + 1;
        while (Letters.continuesTag(at(i)) || at(i) == '$') {
            i++;
        }
        return upTo(i, TokenKind.WORD);
    }

    /** Digits and what may be glued to them ({@code 1_000}, {@code 0xFF}, {@code 1.5e-3}); junk is left for the server to refuse. */
    private TokenKind number() {
        int i = start + 1;
        while (Letters.continuesTag(at(i)) || at(i) == '.' || isExponentSign(i)) {
            i++;
        }
        return upTo(i, TokenKind.NUMBER);
    }

    private boolean isExponentSign(int i) {
        return (at(i) == '-' || at(i) == '+') && Letters.upper(at(i - 1)) == 'E' && Letters.isDigit(at(i + 1));
    }

    /** The longest run of operator signs; a comment may begin in its middle. */
    private TokenKind operator() {
        int i = start + 1;
        while (Letters.isOperator(at(i)) && !quotes.startsComment(i)) {
            i++;
        }
        return upTo(i, TokenKind.OPERATOR);
    }

    /** A parameter ({@code $1}), a dollar-quoted text, or a lone dollar. */
    private TokenKind dollar() {
        int i = start + 1;
        if (Letters.isDigit(at(i))) {
            while (Letters.isDigit(at(i))) {
                i++;
            }
            return upTo(i, TokenKind.PARAMETER);
        }
        while (Letters.continuesTag(at(i))) {
            i++;
        }
        return at(i) == '$'
                ? upTo(quotes.dollar(start, i + 1), TokenKind.DOLLAR_STRING)
                : upTo(start + 1, TokenKind.OTHER);
    }

    private TokenKind upTo(int offset, TokenKind kind) {
        unterminated = offset == Quotes.OPEN;
        end = unterminated ? limit : offset;
        return kind;
    }

    private char at(int i) {
        return i < limit ? text.charAt(i) : NONE;
    }
}
