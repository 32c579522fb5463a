package dev.pgplaybook.likeness;

import dev.pgplaybook.database.Identifiers;
import dev.pgplaybook.database.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The rows that some rows of the sample refer to and that are not in it yet, by the values that refer to them. */
record ParentQuery(ForeignKey key, Masks masks) {

    /** On the sandbox: each value once that refers to nothing there, as texts. */
    String missing() {
        String columns = key.pairs().stream()
                .map(pair -> "c." + Identifiers.quote(pair.child()))
                .collect(Collectors.joining(", "));
        return "SELECT " + names("::text") + " FROM (SELECT DISTINCT " + columns + " FROM " + key.fromChild()
                + " WHERE " + key.isOrphan() + ") AS missing (" + names("") + ")";
    }

    /** On the target: what follows the select list. Masked values are compared as they are masked. */
    String tail(List<Row> values) {
        List<String> matches = new ArrayList<>();
        for (int i = 0; i < key.pairs().size(); i++) {
            ForeignKey.Pair pair = key.pairs().get(i);
            matches.add(
                    isMasked(pair)
                            ? "(" + masks.value(key.parent(), pair.parent()) + ")::text = k.k" + i
                            : pair.matches("t." + Identifiers.quote(pair.parent()), "k.k" + i));
        }
        String rows = values.stream().map(this::row).collect(Collectors.joining(", "));
        return " FROM " + key.parent().from() + " WHERE EXISTS (SELECT FROM (VALUES " + rows + ") AS k (" + names("")
                + ") WHERE " + String.join(" AND ", matches) + ")";
    }

    private String row(Row values) {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < key.pairs().size(); i++) {
            ForeignKey.Pair pair = key.pairs().get(i);
            String type = isMasked(pair)
                    ? "text"
                    : key.child().column(pair.child()).map(Table.Column::type).orElse("text");
            literals.add("CAST(" + Identifiers.literal(values.text(i)) + " AS " + type + ")");
        }
        return "(" + String.join(", ", literals) + ")";
    }

    private boolean isMasked(ForeignKey.Pair pair) {
        return masks.of(key.parent(), pair.parent()).isPresent();
    }

    private String names(String cast) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < key.pairs().size(); i++) {
            names.add("k" + i + cast);
        }
        return String.join(", ", names);
    }
}
