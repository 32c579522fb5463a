package dev.pgplaybook.database;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of an answer: numbers as {@link BigDecimal}, booleans as themselves, everything else as the server prints it. */
public record Row(List<@Nullable Object> values) {

    public Row {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public @Nullable Object value(int column) {
        return values.get(column);
    }

    /** The text of a column that is never null. */
    public String text(int column) {
        return String.valueOf(values.get(column));
    }

    public boolean isNull(int column) {
        return values.get(column) == null;
    }

    public long number(int column) {
        return new BigDecimal(text(column)).longValue();
    }

    public boolean flag(int column) {
        return Boolean.TRUE.equals(values.get(column));
    }
}
