package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.TokenKind;
import dev.pgplaybook.sql.Words;
import dev.pgplaybook.sql.change.Names;
import dev.pgplaybook.sql.hazard.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which functions of an expression give each row a value of its own. */
final class Volatility {

    /** PostgreSQL's own, and those of the extensions that make ids, for where no catalog can be asked. */
    private static final Set<String> VOLATILE = Set.of(
            "random",
            "random_normal",
            "gen_random_uuid",
            "uuidv4",
            "uuidv7",
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v4",
            "gen_random_bytes",
            "gen_salt",
            "clock_timestamp",
            "timeofday",
            "nextval",
            "setval",
            "currval",
            "lastval",
            "txid_current",
            "pg_current_xact_id",
            "cuid",
            "nanoid",
            "ulid_generate");

    private Volatility() {}

    /** The first volatile function that the expression calls, with its parentheses. */
    static Optional<String> culprit(String expression, Facts facts) {
        return calls(expression).stream()
                .filter(name -> facts.volatility(name)
                        .map(how -> how.equals("volatile"))
                        .orElseGet(() -> VOLATILE.contains(Names.last(name))))
                .findFirst()
                .map(name -> name + "()");
    }

    static boolean isVolatile(String function, Facts facts) {
        return culprit(function + "()", facts).isPresent();
    }

    private static List<String> calls(String expression) {
        Words words = Words.of(expression);
        List<String> calls = new ArrayList<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            boolean name = words.at(i).kind() == TokenKind.WORD || words.at(i).kind() == TokenKind.QUOTED_NAME;
            if (name && words.at(i + 1).kind() == TokenKind.OPEN) {
                calls.add(words.at(i).text());
            }
        }
        return calls;
    }
}
