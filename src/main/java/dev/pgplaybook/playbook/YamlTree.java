package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * One YAML document as nodes with places. The parser gives right places but lets pass what a playbook refuses (anchors, aliases, tags,
 * duplicate keys, further documents), so each token is also looked at where it stands in the text.
 */
final class YamlTree {

    private static final YAMLFactory YAML = new YAMLFactory();

    /** Each forgiven brace costs another pass over the text. */
    private static final int FORGIVEN_BRACES = 20;

    private static final String WRITE_OUT = "write it out in every place";

    private final YamlText text;
    private final JsonParser parser;
    private final Problems problems;

    private YamlTree(YamlText text, JsonParser parser, Problems problems) {
        this.text = text;
        this.parser = parser;
        this.problems = problems;
    }

    /** The document's root; missing where the text is not YAML, which is then among the problems. */
    static Node read(Path file, String text, Problems problems) {
        String readable = text;
        for (int forgiven = 0; ; forgiven++) {
            Problems found = new Problems();
            YamlText place = new YamlText(file, readable);
            try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), readable)) {
                Node root = new YamlTree(place, parser, found).document();
                problems.addAll(found);
                return root;
            } catch (JacksonException e) {
                YamlError error = YamlError.of(e, place);
                problems.add(error.problem());
                if (!error.isBareVariable() || forgiven == FORGIVEN_BRACES) {
                    problems.addAll(found);
                    return new Node.Missing(new Location(file, 1, 1));
                }
                readable = error.withoutBraces(readable);
            }
        }
    }

    private Node document() {
        JsonToken first = parser.nextToken();
        Node root =
                first == null ? new Node.Leaf(Scalar.NULL, Source.pinned("", text.here()), text.here()) : node(first);
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            problems.add(
                    ProblemCode.PB111,
                    text.documentStart(parser.currentTokenLocation()),
                    "a second document starts here",
                    "a playbook is one document: put the other into a file of its own");
            node(token);
        }
        return root;
    }

    private Node node(JsonToken token) {
        Location at = text.location(parser.currentTokenLocation());
        boolean alias = refuseProperties(at);
        if (token == JsonToken.START_OBJECT) {
            return mapping(at);
        }
        if (token == JsonToken.START_ARRAY) {
            return sequence(at);
        }
        return alias ? new Node.Missing(at) : leaf(at);
    }

    private Node sequence(Location at) {
        List<Node> items = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            items.add(node(token));
        }
        return new Node.Sequence(items, at);
    }

    private Node mapping(Location at) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        boolean merges = false;
        while (next() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Location keyAt = text.location(parser.currentTokenLocation());
            boolean merge = key.equals("<<") && text.charHere() == '<';
            refuseProperties(keyAt);
            Node value = node(next());
            Node.Entry first = entries.get(key);
            if (first != null) {
                problems.add(
                        ProblemCode.PB105,
                        keyAt,
                        "the key " + key + " is here twice; the first is in line "
                                + first.at().line(),
                        "keep one of the two");
            } else if (merge) {
                merges = true;
                problems.add(ProblemCode.PB110, keyAt, "a merge key is used here", WRITE_OUT);
            } else {
                entries.put(key, new Node.Entry(key, keyAt, value));
            }
        }
        return new Node.Mapping(List.copyOf(entries.values()), merges, at);
    }

    private Node leaf(Location at) {
        String value = parser.getString();
        YamlText.Style style = text.style();
        if (value.indexOf('\0') >= 0) {
            problems.add(ProblemCode.PB106, at, "a text cannot hold the character U+0000");
            return new Node.Missing(at);
        }
        if (style != YamlText.Style.PLAIN) {
            return new Node.Leaf(new Scalar(value), text.source(value, at), at);
        }
        return CoreSchema.resolve(value)
                .<Node>map(scalar -> new Node.Leaf(scalar, text.source(value, at), at))
                .orElseGet(() -> {
                    problems.add(
                            ProblemCode.PB106,
                            at,
                            YamlText.shortened(value) + " is a number that no value of a database is compared with",
                            "put quotes around it where the text is meant");
                    return new Node.Missing(at);
                });
    }

    private JsonToken next() {
        @Nullable JsonToken token = parser.nextToken();
        if (token == null) {
            throw new IllegalStateException("the parser ended inside a collection");
        }
        return token;
    }

    /** Whether an alias stands here. A mapping and its first key stand in one place, which is looked at once. */
    private boolean refuseProperties(Location at) {
        char sign = text.charHere();
        if (text.isNewPlace() && sign == '*') {
            problems.add(alias(at));
        } else if (text.isNewPlace() && sign == '&') {
            problems.add(ProblemCode.PB110, at, "an anchor is defined here", WRITE_OUT);
        } else if (text.isNewPlace() && sign == '!') {
            problems.add(ProblemCode.PB106, at, "a tag stands here", "remove it; quotes make a text of a number");
        }
        text.passHere();
        return sign == '*';
    }

    static Problem alias(Location at) {
        return Problem.of(ProblemCode.PB110, "an alias is used here")
                .hint(WRITE_OUT)
                .at(at);
    }
}
