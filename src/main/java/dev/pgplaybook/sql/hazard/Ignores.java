package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a file's ignores, and what each is for: the statement that it stands in, behind or before, or the whole file. */
final class Ignores {

    private static final Pattern COMMENT = Pattern.compile("--[ \\t]*pgplaybook-ignore\\b([^\\n\\r]*)");

    private static final Pattern REASON = Pattern.compile("\\breason\\s*=\\s*\"([^\"]*)\"");

    private static final Pattern ROWS = Pattern.compile("\\brows\\s*<=\\s*([0-9][0-9_,]{0,17})");

    private static final Pattern EMPTY_LINE = Pattern.compile("\\n[ \\t\\r]*\\n");

    private final Script script;
    private final Set<String> known;

    private Ignores(Script script, Set<String> known) {
        this.script = script;
        this.known = known;
    }

    static List<Ignore> in(Script script, Set<String> known) {
        String text = script.source().text();
        if (!text.contains("pgplaybook-ignore")) {
            return List.of();
        }
        Ignores ignores = new Ignores(script, known);
        List<Ignore> found = new ArrayList<>();
        Matcher matcher = COMMENT.matcher(text);
        while (matcher.find()) {
            found.add(ignores.read(matcher.start(), matcher.group(1)));
        }
        return found;
    }

    private Ignore read(int at, String rest) {
        Matcher reason = REASON.matcher(rest);
        String why = reason.find() ? reason.group(1).strip() : "";
        String words = REASON.matcher(rest).replaceAll(" ");
        Matcher rows = ROWS.matcher(words);
        OptionalLong most = rows.find()
                ? OptionalLong.of(Long.parseLong(rows.group(1).replaceAll("[_,]", "")))
                : OptionalLong.empty();
        List<String> ids = Arrays.stream(ROWS.matcher(words).replaceAll(" ").split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        return new Ignore(script.source().locate(at), ids, most, why, statementOf(at), fault(ids, why));
    }

    private String fault(List<String> ids, String reason) {
        if (ids.isEmpty()) {
            return "it names no rule";
        }
        for (String id : ids) {
            if (!known.contains(id)) {
                return "there is no rule " + id;
            }
        }
        return reason.isEmpty() ? "it gives no reason" : "";
    }

    private OptionalInt statementOf(int at) {
        List<Statement> statements = script.statements();
        String text = script.source().text();
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            if (at >= statement.start() && at < statement.end()) {
                return OptionalInt.of(i);
            }
            if (at < statement.start()) {
                String before =
                        text.substring(i == 0 ? 0 : statements.get(i - 1).end(), at);
                boolean behind = i > 0 && !before.contains("\n");
                boolean headline = i == 0
                        && EMPTY_LINE
                                .matcher(text.substring(at, statement.start()))
                                .find();
                return headline ? OptionalInt.empty() : OptionalInt.of(behind ? i - 1 : i);
            }
        }
        return statements.isEmpty() ? OptionalInt.empty() : OptionalInt.of(statements.size() - 1);
    }
}
