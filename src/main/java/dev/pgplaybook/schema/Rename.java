package dev.pgplaybook.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** That a thing goes by another name, and how what mentions it reads then. */
final class Rename {

    private final Fact before;
    private final Fact after;
    private final String name;
    private final Pattern mention;
    private final Matcher ownMention;

    Rename(Fact before, Fact after) {
        this.before = before;
        this.after = after;
        this.name = ownName(before);
        boolean schema = before.kind() == FactKind.SCHEMA;
        this.mention = schema ? schemaMention(before.identity()) : mention(qualified(before));
        this.ownMention = mention(name).matcher("");
    }

    Fact before() {
        return before;
    }

    Fact after() {
        return after;
    }

    /** A name alone could be anything's where it is a table's or a schema's; a column, a constraint or a function is mentioned by it. */
    String applied(String text) {
        if (!text.contains(name)) {
            return text;
        }
        String whole = mention.matcher(text).replaceAll(Matcher.quoteReplacement(qualified(after)));
        if (before.kind() == FactKind.TABLE || before.kind() == FactKind.SCHEMA) {
            return whole;
        }
        return ownMention.reset(whole).replaceAll(Matcher.quoteReplacement(ownName(after)));
    }

    /** The definition without the name, nor the schema, of what it defines. */
    static String anonymous(Fact fact) {
        String without = mention(qualified(fact)).matcher(fact.definition()).replaceAll("·");
        return withoutSpace(fact, mention(ownName(fact)).matcher(without).replaceAll("·"));
    }

    static String withoutSpace(Fact fact, String text) {
        String space = space(fact.identity());
        return space.isEmpty() ? text : text.replace(space, "");
    }

    /** The last part of a dotted name, which may be quoted. */
    static String ownName(Fact fact) {
        String identity = qualified(fact);
        int dot = identity.endsWith("\"") ? identity.lastIndexOf(".\"") : identity.lastIndexOf('.');
        return identity.substring(dot + 1);
    }

    /** The name with its schema; a function's without its arguments. */
    private static String qualified(Fact fact) {
        return fact.identity().replaceFirst("\\([^\"]*\\)$", "");
    }

    /** The schema of what is in one, with the dot; nothing where there is none. */
    static String space(String identity) {
        Matcher space = Pattern.compile("(?:\"(?:[^\"]|\"\")+\"|[^.\"(]+)\\.").matcher(identity);
        return space.lookingAt() ? space.group() : "";
    }

    private static Pattern mention(String name) {
        String quoted = Pattern.quote(name);
        return Pattern.compile("(?<![\\w\".])" + quoted + "(?![\\w\"])|(?<=\\.)" + quoted + "(?![\\w\"])");
    }

    private static Pattern schemaMention(String name) {
        String quoted = Pattern.quote(name);
        return Pattern.compile("(?<![\\w\".])" + quoted + "(?=\\.)|(?<=\\bschema )" + quoted + "(?![\\w\"])|(?<=\\bin )"
                + quoted + "(?![\\w\"])");
    }
}
