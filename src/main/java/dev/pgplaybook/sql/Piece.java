package dev.pgplaybook.sql;

import java.util.ArrayList;
import java.util.List;

/** A piece of SQL as it is written, for whoever shows it; all pieces of a text together are the text. */
public record Piece(TokenKind kind, String text) {

    /** What stands between two tokens is a piece of its own. */
    public static List<Piece> of(String sql) {
        List<Piece> pieces = new ArrayList<>();
        Lexer lexer = new Lexer(sql);
        int shown = 0;
        TokenKind kind = lexer.next();
        while (kind != TokenKind.END) {
            if (lexer.start() > shown) {
                pieces.add(new Piece(TokenKind.OTHER, sql.substring(shown, lexer.start())));
            }
            pieces.add(new Piece(kind, lexer.text()));
            shown = lexer.end();
            kind = lexer.next();
        }
        if (shown < sql.length()) {
            pieces.add(new Piece(TokenKind.OTHER, sql.substring(shown)));
        }
        return pieces;
    }
}
