package dev.pgplaybook.sql;

/** Whether a statement changes the session's search_path, so that names after it may mean other objects. */
final class SearchPath {

    private static final String NAME = "SEARCH_PATH";

    private SearchPath() {}

    static boolean changedBy(Statement statement) {
        Words leading = statement.leading();
        if (leading.is(0, "SET")) {
            int setting = leading.skip(1, "SESSION");
            return isSearchPath(leading, setting) || leading.is(setting, "SCHEMA");
        }
        if (leading.is(0, "RESET")) {
            return isSearchPath(leading, 1) || leading.is(1, "ALL");
        }
        return leading.startsWith("DISCARD", "ALL")
                || (leading.is(0, "SELECT", "WITH") && configures(Words.of(statement)));
    }

    private static boolean isSearchPath(Words words, int i) {
        return i < words.size() && words.at(i).value().equalsIgnoreCase(NAME);
    }

    /** {@code set_config('search_path', …, false)}, as pg_dump writes it; with true it lasts for the transaction only. */
    private static boolean configures(Words words) {
        for (int call = words.find(0, "SET_CONFIG"); call >= 0; call = words.find(call + 1, "SET_CONFIG")) {
            if (isSearchPath(words, call + 2) && !words.is(lastArgument(words, call + 1), "TRUE")) {
                return true;
            }
        }
        return false;
    }

    private static int lastArgument(Words words, int open) {
        int depth = words.at(open).depth();
        int i = open + 1;
        while (i < words.size() && words.at(i).depth() > depth) {
            i++;
        }
        return i - 1;
    }
}
