package dev.pgplaybook.sql;

import java.util.ArrayList;
import java.util.List;

/** A stretch of a statement's tokens, from {@code from} to before {@code to}, read from left to right. */
public final class Clause {

    private final Statement statement;
    private final Words words;
    private final int depth;
    private final int to;
    private int at;

    public Clause(Statement statement, Words words, int from, int to) {
        this.statement = statement;
        this.words = words;
        this.at = from;
        this.to = Math.min(to, words.size());
        this.depth = from < words.size() ? words.at(from).depth() : 0;
    }

    public Statement statement() {
        return statement;
    }

    public boolean atEnd() {
        return at >= to;
    }

    /** The offset of the next token. */
    public int offset() {
        return words.at(Math.min(at, words.size() - 1)).start();
    }

    /** The offset behind its last token. */
    public int endOffset() {
        return words.at(Math.max(0, Math.min(to, words.size()) - 1)).end();
    }

    /** All tokens of it, in whatever state of reading. */
    public Words words() {
        return words;
    }

    /** The index of the next token among {@link #words}. */
    public int at() {
        return at;
    }

    public boolean looksAt(String... keywords) {
        return !atEnd() && words.is(at, keywords);
    }

    public boolean looksAtOpen() {
        return !atEnd() && words.at(at).kind() == TokenKind.OPEN;
    }

    /** Takes these keywords where they all follow, and nothing otherwise. */
    public boolean take(String... keywords) {
        if (at + keywords.length > to || !words.sequence(at, keywords)) {
            return false;
        }
        at += keywords.length;
        return true;
    }

    /** A comma that separates names. */
    boolean takeComma() {
        return takeSign(",");
    }

    /** The star that some write behind a table's name. */
    boolean takeStar() {
        return takeSign("*");
    }

    private boolean takeSign(String sign) {
        if (atEnd() || !words.at(at).text().equals(sign)) {
            return false;
        }
        at++;
        return true;
    }

    /** One token, whatever it is. */
    public String token() {
        return atEnd() ? "" : words.at(at++).text();
    }

    /** A name with its schema, as written. */
    public String name() {
        if (atEnd()) {
            return "";
        }
        String name = words.name(at);
        at++;
        while (at + 1 < to && words.at(at).text().equals(".")) {
            at += 2;
        }
        return name;
    }

    /** What stands in the parentheses that begin here, as a clause of its own. */
    public Clause parenthesized() {
        if (!looksAtOpen()) {
            return new Clause(statement, words, at, at);
        }
        int open = at;
        while (!atEnd()
                && !(at > open
                        && words.at(at).kind() == TokenKind.CLOSE
                        && words.at(at).depth() == depth)) {
            at++;
        }
        Clause inside = new Clause(statement, words, open + 1, at);
        at = Math.min(at + 1, to);
        return inside;
    }

    /** Goes on to the first of these keywords outside parentheses, and gives the text before it. At least one token is taken. */
    public String upTo(String... keywords) {
        int from = at;
        while (!atEnd() && (at == from || !(words.at(at).depth() == depth && words.is(at, keywords)))) {
            at++;
        }
        return text(from, at);
    }

    /** Goes on behind the next of these keywords; gives whether there was one. */
    public boolean skipTo(String... keywords) {
        while (!atEnd()) {
            if (words.is(at++, keywords)) {
                return true;
            }
        }
        return false;
    }

    /** All that is left, as written. */
    public String rest() {
        int from = at;
        at = to;
        return text(from, to);
    }

    /** The parts between this clause's own commas. */
    public List<Clause> parts() {
        List<Clause> parts = new ArrayList<>();
        int from = at;
        for (int i = at; i <= to; i++) {
            boolean ends = i == to
                    || (words.at(i).depth() == depth && words.at(i).text().equals(","));
            if (ends && i > from) {
                parts.add(new Clause(statement, words, from, i));
            }
            from = ends ? i + 1 : from;
        }
        at = to;
        return parts;
    }

    private String text(int from, int end) {
        return from >= end
                ? ""
                : statement
                        .source()
                        .text()
                        .substring(words.at(from).start(), words.at(end - 1).end());
    }
}
