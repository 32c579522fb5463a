package dev.pgplaybook.sql;

/** Somebody else's statement, fit to be shown: its literals may be data that is none of our business. */
public final class MaskedSql {

    private MaskedSql() {}

    /**
     * The beginning of a statement with a question mark for each literal; comments are left out.
     *
     * @param length how many characters to show at most
     */
    public static String start(String sql, int length) {
        StringBuilder shown = new StringBuilder();
        Lexer lexer = new Lexer(sql);
        int end = 0;
        TokenKind kind = lexer.next();
        while (kind != TokenKind.END && shown.length() <= length) {
            if (kind != TokenKind.COMMENT) {
                shown.append(shown.length() > 0 && lexer.start() > end ? " " : "")
                        .append(shown(kind, lexer));
            }
            end = lexer.end();
            kind = lexer.next();
        }
        return shown.length() <= length ? shown.toString() : shown.substring(0, length) + "…";
    }

    private static String shown(TokenKind kind, Lexer lexer) {
        return switch (kind) {
            case STRING, DOLLAR_STRING, NUMBER -> "?";
            default -> lexer.unterminated() ? "?" : lexer.text();
        };
    }
}
