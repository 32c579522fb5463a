package dev.pgplaybook.sql;

/** Whether a statement takes away data that no transaction brings back once it is committed. */
final class Destruction {

    private Destruction() {}

    static boolean in(Statement statement) {
        Words leading = statement.leading();
        if (leading.size() == 0) {
            return false;
        }
        return switch (leading.at(0).keyword()) {
            case "TRUNCATE" -> true;
            case "DROP" -> drops(Words.of(statement));
            case "ALTER" ->
                leading.is(1, "TABLE", "TYPE", "FOREIGN")
                        && dropsColumn(Words.of(statement).outer());
            case "DELETE", "WITH" -> deletesAll(Words.of(statement));
            default -> false;
        };
    }

    /** A domain or an extension takes columns of its types along where CASCADE lets it. */
    private static boolean drops(Words words) {
        return words.is(1, "TABLE", "SCHEMA", "DATABASE", "OWNED", "TYPE", "SEQUENCE")
                || words.startsWith("DROP", "MATERIALIZED", "VIEW")
                || (words.is(1, "DOMAIN", "EXTENSION") && words.contains("CASCADE"));
    }

    /** DROP COLUMN, where COLUMN may be left out, and a composite type's DROP ATTRIBUTE. */
    private static boolean dropsColumn(Words outer) {
        for (int drop = outer.find(2, "DROP"); drop >= 0; drop = outer.find(drop + 1, "DROP")) {
            boolean ofOneColumn = outer.is(drop - 2, "ALTER", "COLUMN");
            if (!ofOneColumn && !outer.is(drop + 1, "CONSTRAINT")) {
                return true;
            }
        }
        return false;
    }

    /** A DELETE without a WHERE of its own, at the statement's level or inside a WITH. */
    private static boolean deletesAll(Words words) {
        for (int i = words.find(0, "DELETE"); i >= 0; i = words.find(i + 1, "DELETE")) {
            if (words.is(i + 1, "FROM") && !hasWhere(words, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasWhere(Words words, int delete) {
        int depth = words.at(delete).depth();
        for (int i = delete + 1; i < words.size() && words.at(i).depth() >= depth; i++) {
            if (words.at(i).depth() == depth && words.is(i, "WHERE")) {
                return true;
            }
        }
        return false;
    }
}
