package dev.pgplaybook.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The significant tokens of a statement, for reading it by its keywords. Comments are left out, and a semicolon is a token. */
public record Words(List<Word> list) {

    /** Enough for every decision that rests on how a statement begins. */
    private static final int LEADING = 16;

    /**
     * A token.
     *
     * @param text as written
     * @param keyword in capitals; empty for what cannot be a keyword
     * @param depth how many parentheses stand around it
     * @param start its offset in the source
     */
    public record Word(TokenKind kind, String text, String keyword, int depth, int start) {

        public int end() {
            return start + text.length();
        }

        /** The object's name or the string's content that is meant. */
        public String value() {
            return content(kind, text);
        }
    }

    public static Words of(Statement statement) {
        return all(statement.lexer());
    }

    public static Words of(String sql) {
        return all(new Lexer(sql));
    }

    private static Words all(Lexer lexer) {
        Gathering gathering = new Gathering(Integer.MAX_VALUE);
        TokenKind kind = lexer.next();
        while (kind != TokenKind.END) {
            gathering.see(kind, lexer);
            kind = lexer.next();
        }
        return gathering.words();
    }

    /** Gathers the tokens of a statement as somebody comes by them. */
    static final class Gathering {

        private final List<Word> words = new ArrayList<>();
        private final int most;
        private int depth;

        private Gathering(int most) {
            this.most = most;
        }

        /** The first few, which cost the same however long the statement is. */
        static Gathering leading() {
            return new Gathering(LEADING);
        }

        void see(TokenKind kind, Lexer lexer) {
            if (kind == TokenKind.COMMENT || words.size() == most) {
                return;
            }
            depth = kind == TokenKind.CLOSE ? Math.max(0, depth - 1) : depth;
            String keyword = kind == TokenKind.WORD ? lexer.upper() : "";
            words.add(new Word(kind, lexer.text(), keyword, depth, lexer.start()));
            depth = kind == TokenKind.OPEN ? depth + 1 : depth;
        }

        Words words() {
            return new Words(List.copyOf(words));
        }
    }

    /** Those outside every parenthesis. */
    public Words outer() {
        return new Words(list.stream()
                .filter(word -> word.depth() == 0 && word.kind() != TokenKind.OPEN && word.kind() != TokenKind.CLOSE)
                .toList());
    }

    public int size() {
        return list.size();
    }

    public Word at(int i) {
        return list.get(i);
    }

    /** Whether the token at {@code i} is one of these keywords; past the end it is none. */
    public boolean is(int i, String... keywords) {
        return i >= 0 && i < size() && Arrays.asList(keywords).contains(at(i).keyword());
    }

    /** Whether these keywords follow one another from {@code i}. */
    public boolean sequence(int i, String... keywords) {
        for (int k = 0; k < keywords.length; k++) {
            if (!is(i + k, keywords[k])) {
                return false;
            }
        }
        return true;
    }

    public boolean startsWith(String... keywords) {
        return sequence(0, keywords);
    }

    public boolean contains(String... keywords) {
        return find(0, keywords) >= 0;
    }

    /** The first of these keywords from {@code from}, or -1. */
    public int find(int from, String... keywords) {
        for (int i = from; i < size(); i++) {
            if (is(i, keywords)) {
                return i;
            }
        }
        return -1;
    }

    /** The first token from {@code from} that is not one of these keywords. */
    public int skip(int from, String... keywords) {
        int i = from;
        while (is(i, keywords)) {
            i++;
        }
        return i;
    }

    /** A name with its schema, as written, from {@code i}; empty where none stands there. */
    public String name(int i) {
        if (i >= size()) {
            return "";
        }
        boolean qualified = i + 2 < size() && at(i + 1).text().equals(".");
        return at(i).text() + (qualified ? "." + name(i + 2) : "");
    }

    /** Up to {@code count} keywords from {@code i}, with blanks between. */
    public String keywords(int i, int count) {
        return list.stream()
                .skip(i)
                .limit(count)
                .map(Word::keyword)
                .filter(keyword -> !keyword.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** What a token's quotes hold; escapes by backslash stay as they are. */
    static String content(TokenKind kind, String token) {
        return switch (kind) {
            case QUOTED_NAME -> between(token, "\"").replace("\"\"", "\"");
            case STRING -> between(token, "'").replace("''", "'");
            case DOLLAR_STRING -> between(token, token.substring(0, token.indexOf('$', 1) + 1));
            case WORD, NUMBER, PARAMETER, OPERATOR, OPEN, CLOSE, SEMICOLON, BACKSLASH, OTHER, COMMENT, END -> token;
        };
    }

    private static String between(String token, String quote) {
        int open = token.indexOf(quote) + quote.length();
        return token.substring(open, Math.max(open, token.lastIndexOf(quote)));
    }
}
