package dev.pgplaybook.sql;

/** Reads what a statement has to do with transactions. The refusals are PostgreSQL's calls of PreventInTransactionBlock. */
final class TransactionWords {

    private TransactionWords() {}

    static TransactionRule rule(Statement statement) {
        Words leading = statement.leading();
        if (begins(leading) || commits(leading) || rollsBack(leading) || isTwoPhase(leading)) {
            return TransactionRule.CONTROL;
        }
        return isRefusedInside(statement, leading) ? TransactionRule.OUTSIDE : TransactionRule.ANYWHERE;
    }

    static boolean begins(Words words) {
        return words.startsWith("BEGIN") || words.startsWith("START", "TRANSACTION");
    }

    static boolean commits(Words words) {
        return words.is(0, "COMMIT", "END") && !words.is(1, "PREPARED");
    }

    /** ROLLBACK TO only goes back to a savepoint. */
    static boolean rollsBack(Words words) {
        return words.is(0, "ABORT")
                || (words.is(0, "ROLLBACK") && !words.is(words.skip(1, "WORK", "TRANSACTION"), "TO", "PREPARED"));
    }

    static boolean prepares(Words words) {
        return words.startsWith("PREPARE", "TRANSACTION");
    }

    /** COMMIT AND CHAIN begins the next transaction at once. */
    static boolean chains(Words words) {
        int and = words.find(0, "AND");
        return (commits(words) || rollsBack(words)) && words.sequence(and, "AND", "CHAIN");
    }

    private static boolean isTwoPhase(Words words) {
        return prepares(words) || (words.is(0, "COMMIT", "ROLLBACK") && words.is(1, "PREPARED"));
    }

    private static boolean isRefusedInside(Statement statement, Words leading) {
        if (leading.size() == 0) {
            return false;
        }
        return switch (leading.at(0).keyword()) {
            case "VACUUM" -> true;
            case "CREATE" -> leading.is(1, "DATABASE", "TABLESPACE", "SUBSCRIPTION") || isConcurrentIndex(leading);
            case "DROP" -> leading.is(1, "DATABASE", "TABLESPACE", "SUBSCRIPTION") || isConcurrentIndex(leading);
            case "REINDEX" -> isRefusedReindex(Words.of(statement));
            case "CLUSTER" -> namesNoTable(Words.of(statement).outer());
            case "DISCARD" -> leading.is(1, "ALL");
            case "ALTER" -> isRefusedAlter(Words.of(statement).outer());
            case "DO" -> endsTransactions(Words.of(statement));
            default -> false;
        };
    }

    private static boolean isConcurrentIndex(Words words) {
        int index = words.skip(1, "UNIQUE");
        return words.sequence(index, "INDEX", "CONCURRENTLY");
    }

    private static boolean isRefusedReindex(Words words) {
        return words.outer().is(1, "DATABASE", "SYSTEM", "SCHEMA") || words.contains("CONCURRENTLY");
    }

    private static boolean namesNoTable(Words outer) {
        return outer.skip(1, "VERBOSE") == outer.size();
    }

    private static boolean isRefusedAlter(Words outer) {
        if (outer.is(1, "TABLE", "FOREIGN")) {
            return outer.contains("DETACH") && outer.contains("CONCURRENTLY");
        }
        if (outer.is(1, "DATABASE")) {
            return outer.sequence(3, "SET", "TABLESPACE");
        }
        // Refreshing, and the options that talk to the publisher, are refused; what only changes the catalog is not.
        return outer.is(1, "SYSTEM")
                || (outer.is(1, "SUBSCRIPTION")
                        && !outer.is(3, "RENAME", "OWNER", "ENABLE", "DISABLE", "CONNECTION", "SKIP"));
    }

    /** A DO block may COMMIT where no transaction is open around it. */
    private static boolean endsTransactions(Words words) {
        return words.list().stream()
                .filter(word -> word.kind() == TokenKind.DOLLAR_STRING || word.kind() == TokenKind.STRING)
                .map(word -> Words.of(word.value()))
                .anyMatch(TransactionWords::commitsInside);
    }

    private static boolean commitsInside(Words body) {
        for (int i = body.find(0, "COMMIT", "ROLLBACK"); i >= 0; i = body.find(i + 1, "COMMIT", "ROLLBACK")) {
            boolean ends = i + 1 < body.size() && body.at(i + 1).kind() == TokenKind.SEMICOLON;
            if (ends || body.is(i + 1, "AND")) {
                return true;
            }
        }
        return false;
    }
}
