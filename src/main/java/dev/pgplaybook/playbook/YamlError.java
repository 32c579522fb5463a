package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/**
 * What the parser could not read, said in our words.
 *
 * @param braces the offset of the brace of a {@code ${NAME}} without quotes in a flow collection, where YAML sees a mapping
 */
record YamlError(Problem problem, Optional<Integer> braces) {

    private record Reason(String parserSays, String weSay, String hint) {}

    private static final String QUOTE_IT = "put quotes around the text";

    /** By a part of the parser's own sentence, the more specific first. */
    private static final List<Reason> REASONS = List.of(
            new Reason("(TAB)", "a tab stands where a value or its indentation should be", "indent with blanks"),
            new Reason("cannot start any token", "no text begins with this character unless it is quoted", QUOTE_IT),
            new Reason(
                    "mapping values are not allowed", "a colon followed by a blank makes a second key here", QUOTE_IT),
            new Reason(
                    "could not find expected ':'",
                    "this is neither a key with a colon nor a list's entry",
                    "check the colon after the key and the indentation"),
            new Reason(
                    "sequence entries are not allowed",
                    "a list's entry has no place here",
                    "start the list in a line of its own, below its key"),
            new Reason("mapping keys are not allowed", "a key has no place here", "check the indentation"),
            new Reason("node content, but found '<stream end>'", "the file ends inside a list or mapping", "close it"),
            new Reason("node content", "a value is missing here", "write the value, or take out what announces it"),
            new Reason(
                    "'<document start>'",
                    "a document starts here without its ---",
                    "take out the line with % or ... above"),
            new Reason("but found '<scalar>'", "a text goes on here after its end", "put quotes around all of it"),
            new Reason(
                    "expected <block end>",
                    "this does not fit what stands before it",
                    "entries of one list or mapping start in the same column"),
            new Reason("unexpected end of stream", "the quoted text that starts here does not end", "close the quote"),
            new Reason("document separator", "the quoted text that starts here does not end", "close the quote"),
            new Reason("expected ',' or ']'", "the list in [ ] has no comma or no end here", "add a comma or ]"),
            new Reason("expected ',' or '}'", "the mapping in { } has no comma or no end here", "add a comma or }"),
            new Reason(
                    "escape",
                    "this backslash starts no escape that YAML knows",
                    "use single quotes, or write the backslash twice"),
            new Reason(
                    "indentation", "the block's indentation is not understood", "indent every line of the block alike"),
            new Reason(
                    "leading empty lines",
                    "the block's indentation is not understood",
                    "indent every line of the block alike"),
            new Reason("property name", "a key must be a text", "write the key as one word"),
            new Reason(
                    "nesting depth",
                    "lists and mappings are nested too deeply",
                    "a playbook needs a few levels alone"));

    static YamlError of(JacksonException e, YamlText text) {
        String said = e.getOriginalMessage();
        if (e.getCause() instanceof MarkedYamlEngineException marked) {
            said = String.valueOf(marked.getProblem());
            Optional<Mark> mark = said.contains("end of stream") || said.contains("document separator")
                    ? marked.getContextMark()
                    : marked.getProblemMark();
            if (mark.isPresent()) {
                return of(said, mark.get(), text);
            }
        }
        Location at =
                e.processor() instanceof JsonParser parser ? text.location(parser.currentTokenLocation()) : text.here();
        Problem problem = text.charHere() == '*' ? YamlTree.alias(at) : problem(said, at);
        return new YamlError(problem, Optional.empty());
    }

    private static YamlError of(String said, Mark mark, YamlText text) {
        Location at = new Location(text.file(), mark.getLine() + 1, mark.getColumn() + 1);
        int offset = text.offsetOf(mark.getIndex());
        return text.variableAround(offset)
                .map(variable -> bareVariable(variable, at, offset))
                .orElseGet(() -> new YamlError(problem(said, at), Optional.empty()));
    }

    private static YamlError bareVariable(String variable, Location brace, int offset) {
        Problem problem = Problem.of(ProblemCode.PB101, "YAML takes the braces of " + variable + " for a mapping here")
                .hint("put quotes around " + variable)
                .at(new Location(brace.file(), brace.line(), brace.column() - 1));
        return new YamlError(problem, Optional.of(offset));
    }

    private static Problem problem(String said, Location at) {
        return REASONS.stream()
                .filter(reason -> said.contains(reason.parserSays))
                .findFirst()
                .map(reason -> Problem.of(ProblemCode.PB101, reason.weSay).hint(reason.hint))
                .orElseGet(() -> Problem.of(ProblemCode.PB101, "from here on the file is not YAML"))
                .at(at);
    }

    boolean isBareVariable() {
        return braces.isPresent();
    }

    /** The same text, letter for letter in its place, with a word where the braces were, so that the rest can be read. */
    String withoutBraces(String text) {
        int open = braces.orElseThrow();
        int close = text.indexOf('}', open);
        StringBuilder without = new StringBuilder(text);
        for (int i = open; i <= close; i++) {
            without.setCharAt(i, '_');
        }
        return without.toString();
    }
}
