package dev.pgplaybook.shell;

import dev.pgplaybook.sql.Piece;
import java.util.Locale;
import java.util.Set;

/** SQL in colours: its own words, texts, numbers and comments apart from the user's names. */
final class SqlInk {

    /** Those that begin or join a clause, and the types that stand most; a name that is spelled like one of them is only coloured. */
    private static final Set<String> WORDS =
            Set.of(("add all alter always analyze and any as asc authorization begin bigint boolean by bytea"
                            + " cascade case cast check column comment commit concurrently conflict constraint copy create cross database date"
                            + " deallocate declare default deferrable delete desc distinct do domain double drop else end enum exclude execute"
                            + " exists explain extension false fetch first for foreign from full function generated grant group having identity"
                            + " if in index inherits inner insert int integer into is join json jsonb key language last lateral left like limit"
                            + " local lock materialized not nothing null nulls numeric of offset on only or order over owner partition policy"
                            + " precision primary privileges procedure real references refresh reindex rename replace reset restrict returning"
                            + " returns revoke right role rollback row schema security select sequence serial set smallint some start stored table"
                            + " temporary text then time timestamp timestamptz to transaction trigger true truncate type union unique unlogged"
                            + " update using uuid vacuum valid validate values varchar view when where with without zone")
                    .split(" "));

    private SqlInk() {}

    static String of(String sql, Style style) {
        if (!style.colored()) {
            return sql;
        }
        StringBuilder inked = new StringBuilder();
        Piece.of(sql).forEach(piece -> inked.append(inked(piece, style)));
        return inked.toString();
    }

    private static String inked(Piece piece, Style style) {
        return switch (piece.kind()) {
            case WORD ->
                WORDS.contains(piece.text().toLowerCase(Locale.ROOT)) ? style.bold(piece.text()) : piece.text();
            case STRING, DOLLAR_STRING -> byLine(piece.text(), style, false);
            case COMMENT -> byLine(piece.text(), style, true);
            case NUMBER, PARAMETER -> style.cyan(piece.text());
            default -> piece.text();
        };
    }

    /** A colour ends with its line, so that a line can be shown by itself. */
    private static String byLine(String text, Style style, boolean comment) {
        StringBuilder lines = new StringBuilder();
        for (String line : text.split("(?<=\n)", -1)) {
            String content = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
            if (!content.isEmpty()) {
                lines.append(comment ? style.dim(content) : style.green(content));
            }
            lines.append(line.substring(content.length()));
        }
        return lines.toString();
    }
}
