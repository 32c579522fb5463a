package dev.pgplaybook.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Looks for labels that ALTER TYPE … ADD VALUE adds and a later statement uses as a literal, in a function's body too. */
final class NewEnumValues {

    private final Set<String> ownTypes = new HashSet<>();
    private final Set<String> labels = new HashSet<>();

    private NewEnumValues() {}

    static boolean areUsedIn(List<Statement> statements) {
        NewEnumValues values = new NewEnumValues();
        return statements.stream().anyMatch(values::see);
    }

    /** A type that the script itself made may use its new labels at once. */
    private boolean see(Statement statement) {
        Words leading = statement.leading();
        if (leading.startsWith("CREATE", "TYPE")) {
            ownTypes.add(folded(leading.name(2)));
        }
        if (!leading.startsWith("ALTER", "TYPE")) {
            return !labels.isEmpty() && (uses(statement.lexer()) || copies(statement));
        }
        int add = leading.find(2, "ADD");
        if (leading.sequence(add, "ADD", "VALUE") && !ownTypes.contains(folded(leading.name(2)))) {
            int label = leading.skip(add + 2, "IF", "NOT", "EXISTS");
            labels.add(label < leading.size() ? leading.at(label).value() : "");
        }
        return false;
    }

    private boolean uses(Lexer lexer) {
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            if (kind == TokenKind.STRING || kind == TokenKind.DOLLAR_STRING) {
                String content = Words.content(kind, lexer.text());
                if (labels.contains(content) || (kind == TokenKind.DOLLAR_STRING && uses(new Lexer(content)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean copies(Statement statement) {
        return statement
                .copyData()
                .map(rows -> statement.source().text().substring(rows.start(), rows.end()))
                .filter(rows -> labels.stream().anyMatch(rows::contains))
                .isPresent();
    }

    /** The labels of {@code CREATE TYPE … AS ENUM}. */
    static List<String> madeBy(Statement statement) {
        Words words = Words.of(statement);
        boolean isEnum = words.startsWith("CREATE", "TYPE") && words.contains("ENUM");
        return !isEnum
                ? List.of()
                : words.list().stream()
                        .filter(word -> word.kind() == TokenKind.STRING && word.depth() == 1)
                        .map(Words.Word::value)
                        .toList();
    }

    private static String folded(String name) {
        return name.startsWith("\"") ? name : name.toLowerCase(Locale.ROOT);
    }
}
