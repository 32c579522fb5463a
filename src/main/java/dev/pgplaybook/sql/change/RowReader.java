package dev.pgplaybook.sql.change;

import dev.pgplaybook.sql.TokenKind;
import dev.pgplaybook.sql.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what a statement does to rows, wherever in it: also inside a WITH. */
final class RowReader {

    private static final Set<String> MOMENTS =
            Set.of("CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIMESTAMP", "LOCALTIME");

    private final Taken taken;
    private final Words words;

    RowReader(Taken taken) {
        this.taken = taken;
        this.words = taken.words();
    }

    void read() {
        taken.stumble();
        if (words.is(0, "COPY")) {
            copy();
            return;
        }
        setConfig();
        for (int i = 0; i < words.size(); i++) {
            if (words.is(i, "UPDATE") && isStatement(i)) {
                update(i);
            } else if (words.sequence(i, "DELETE", "FROM")) {
                delete(i);
            } else if (words.sequence(i, "INSERT", "INTO")) {
                insert(i);
            } else if (words.sequence(i, "MERGE", "INTO")) {
                taken.add(new RowChange.OtherRows(
                        part(i, end(i)), words.name(words.skip(i + 2, "ONLY")), calls(i, end(i))));
            }
        }
    }

    /** Not FOR UPDATE, DO UPDATE, or the UPDATE of a MERGE. */
    private boolean isStatement(int i) {
        return !words.is(i - 1, "FOR", "DO", "THEN", "KEY", "ON", "BEFORE", "AFTER", "OR");
    }

    private void copy() {
        int from = words.outer().find(0, "FROM");
        if (from >= 0) {
            taken.add(new RowChange.OtherRows(taken.all(), words.name(1), List.of()));
        }
    }

    private void update(int i) {
        int end = end(i);
        int at = words.skip(i + 1, "ONLY");
        String table = words.name(at);
        int set = atDepth(i, end, "SET");
        int where = atDepth(set < 0 ? i : set, end, "WHERE");
        int returning = atDepth(i, end, "RETURNING");
        int stop = returning < 0 ? end : returning;
        int from = atDepth(set < 0 ? i : set, where < 0 ? stop : where, "FROM");
        List<String> assigned = set < 0
                ? List.of()
                : assigned(set + 1, where < 0 ? stop : where, words.at(i).depth());
        Optional<String> condition = where < 0 ? Optional.empty() : Optional.of(text(where + 1, stop));
        boolean inner = where >= 0 && hasQuery(where, stop);
        taken.add(new RowChange.Update(
                part(i, end),
                table,
                assigned,
                condition,
                from >= 0 || inner,
                limited(0, words.size()),
                calls(set < 0 ? i : set, stop)));
    }

    private void delete(int i) {
        int end = end(i);
        String table = words.name(words.skip(i + 2, "ONLY"));
        int where = atDepth(i, end, "WHERE");
        int returning = atDepth(i, end, "RETURNING");
        int stop = returning < 0 ? end : returning;
        boolean using = atDepth(i, where < 0 ? stop : where, "USING") >= 0;
        Optional<String> condition = where < 0 ? Optional.empty() : Optional.of(text(where + 1, stop));
        taken.add(new RowChange.Delete(
                part(i, end),
                table,
                condition,
                using || (where >= 0 && hasQuery(where, stop)),
                limited(0, words.size()),
                calls(i, stop)));
    }

    private void insert(int i) {
        int end = end(i);
        int depth = words.at(i).depth();
        String table = words.name(i + 2);
        int at = behindName(i + 2);
        if (words.is(at, "AS")) {
            at += 2;
        }
        List<String> columns = new ArrayList<>();
        boolean listed =
                at < end && words.at(at).kind() == TokenKind.OPEN && !words.is(at + 1, "SELECT", "WITH", "VALUES");
        if (listed) {
            for (int k = at + 1; k < end && words.at(k).depth() > depth; k++) {
                if (words.at(k).depth() == depth + 1 && !words.at(k).text().equals(",")) {
                    columns.add(words.at(k).text());
                }
            }
        }
        boolean values = atDepth(i, end, "VALUES") >= 0 || words.sequence(at, "DEFAULT", "VALUES");
        boolean overriding = atDepth(i, end, "OVERRIDING") >= 0;
        int conflict = atDepth(i, end, "CONFLICT");
        taken.add(
                new RowChange.Insert(part(i, end), table, columns, !values, conflict >= 0, overriding, calls(at, end)));
    }

    /** The columns that an UPDATE sets: each stands before an equals sign, alone or in a list. */
    private List<String> assigned(int from, int to, int depth) {
        List<String> columns = new ArrayList<>();
        boolean begins = true;
        for (int k = from; k < to; k++) {
            boolean own = words.at(k).depth() == depth;
            if (begins && own && words.at(k).kind() == TokenKind.OPEN) {
                k++;
                while (k < to && words.at(k).depth() > depth) {
                    if (!words.at(k).text().equals(",")) {
                        columns.add(words.at(k).text());
                    }
                    k++;
                }
                begins = false;
            } else if (begins && own) {
                boolean element = k + 1 < to && words.at(k + 1).text().equals("[");
                if (!element && !words.is(k, "FROM")) {
                    columns.add(words.at(k).text());
                }
                begins = false;
            }
            begins |= own && k < to && words.at(k).text().equals(",");
            if (own && words.is(k, "FROM")) {
                break;
            }
        }
        return columns;
    }

    /** Whether a sub-query with a LIMIT, or FETCH FIRST, chooses the rows. */
    private boolean limited(int from, int to) {
        for (int k = from; k < to; k++) {
            if (words.is(k, "LIMIT", "FETCH")) {
                return true;
            }
        }
        return false;
    }

    private boolean hasQuery(int from, int to) {
        int query = words.find(from, "SELECT");
        return query >= 0 && query < to;
    }

    private List<String> calls(int from, int to) {
        List<String> calls = new ArrayList<>();
        for (int k = from; k < to && k < words.size(); k++) {
            boolean name = words.at(k).kind() == TokenKind.WORD || words.at(k).kind() == TokenKind.QUOTED_NAME;
            boolean called = name && k + 1 < words.size() && words.at(k + 1).kind() == TokenKind.OPEN;
            if (called || MOMENTS.contains(words.at(k).keyword())) {
                calls.add(words.at(k).text().toLowerCase(Locale.ROOT));
            }
        }
        return calls;
    }

    private void setConfig() {
        for (int i = words.find(0, "SET_CONFIG"); i >= 0; i = words.find(i + 1, "SET_CONFIG")) {
            boolean literal = i + 6 < words.size()
                    && words.at(i + 2).kind() == TokenKind.STRING
                    && words.at(i + 4).kind() == TokenKind.STRING;
            if (literal) {
                taken.add(new SessionChange.Setting(
                        part(i, i + 1),
                        words.at(i + 2).value().toLowerCase(Locale.ROOT),
                        Optional.of(words.at(i + 4).value()),
                        words.is(i + 6, "TRUE")));
            }
        }
    }

    /** The index behind the statement that begins at {@code i}: its parenthesis closes, or the whole ends. */
    private int end(int i) {
        int depth = words.at(i).depth();
        int k = i;
        while (k < words.size() && words.at(k).depth() >= depth) {
            k++;
        }
        return k;
    }

    private int atDepth(int from, int to, String keyword) {
        int depth = words.at(from).depth();
        for (int k = from; k < to; k++) {
            if (words.at(k).depth() == depth && words.is(k, keyword)) {
                return k;
            }
        }
        return -1;
    }

    private int behindName(int i) {
        boolean qualified = i + 2 < words.size() && words.at(i + 1).text().equals(".");
        return qualified ? behindName(i + 2) : i + 1;
    }

    private Part part(int from, int to) {
        int last = Math.max(from, Math.min(to, words.size()) - 1);
        return new Part(
                taken.statement(), words.at(from).start(), words.at(last).end());
    }

    private String text(int from, int to) {
        return from >= to || from >= words.size() ? "" : part(from, to).text();
    }
}
