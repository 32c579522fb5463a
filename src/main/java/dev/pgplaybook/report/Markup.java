package dev.pgplaybook.report;

import java.util.List;

/** Writes elements whose texts and attributes are always escaped: there is no way to put a text in as it is. */
final class Markup {

    private final StringBuilder out = new StringBuilder();

    /** Characters that no HTML document may hold are replaced; the rest is escaped. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(isControl(c) ? '\uFFFD' : c);
            }
        }
        return escaped.toString();
    }

    private static boolean isControl(char c) {
        return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0) || c == '\uFFFE' || c == '\uFFFF';
    }

    /** @param attributes names and values in turn */
    Markup open(String element, String... attributes) {
        tag(element, attributes);
        out.append('>');
        return this;
    }

    Markup close(String element) {
        out.append("</").append(element).append(">\n");
        return this;
    }

    Markup text(String text) {
        out.append(escaped(text));
        return this;
    }

    Markup element(String element, String text, String... attributes) {
        open(element, attributes).text(text);
        out.append("</").append(element).append('>');
        return this;
    }

    /** A table that scrolls where it is wider than the page. */
    Markup table(List<String> head, List<List<String>> rows) {
        open("div", "class", "wide", "tabindex", "0").open("table");
        open("thead").row("th", head);
        close("thead").open("tbody");
        rows.forEach(row -> row("td", row));
        return close("tbody").close("table").close("div");
    }

    private void row(String cell, List<String> texts) {
        open("tr");
        texts.forEach(text -> element(cell, text));
        close("tr");
    }

    /** An element of SVG without content. */
    Markup empty(String element, String... attributes) {
        tag(element, attributes);
        out.append("/>");
        return this;
    }

    /** Text of ours, such as a style sheet. */
    Markup own(String markup) {
        out.append(markup);
        return this;
    }

    private void tag(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
