package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Suggestion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads how columns are masked. Whether there are such columns is known once the target is. */
final class MaskReader {

    private static final String FORMS = "hash, email, null or {fixed: …}";

    private MaskReader() {}

    static List<MaskSpec> read(Field field) {
        List<MaskSpec> masks = new ArrayList<>();
        field.named(value -> value).forEach((column, value) -> masks.add(mask(column, value)));
        return List.copyOf(masks);
    }

    private static MaskSpec mask(String column, Field field) {
        int dots = (int) column.chars().filter(c -> c == '.').count();
        if (dots < 1 || column.startsWith(".") || column.endsWith(".")) {
            field.badValue(
                    "\"" + YamlText.shortened(column) + "\" names no column of a table",
                    "write TABLE.COLUMN or SCHEMA.TABLE.COLUMN");
        }
        return new MaskSpec(column, rule(field), field.at());
    }

    private static MaskSpec.Rule rule(Field field) {
        if (field.isEmpty()) {
            return new MaskSpec.Rule.Nothing();
        }
        if (field.isMapping()) {
            Fields fields = field.fields(Shape.FIXED_MASK);
            return new MaskSpec.Rule.Fixed(fixed(fields.require("fixed", "write { fixed: TEXT }")));
        }
        if (!field.isText()) {
            field.wrongType("a text, null or a mapping", "write " + FORMS);
            return new MaskSpec.Rule.Nothing();
        }
        return switch (field.written()) {
            case "hash" -> new MaskSpec.Rule.Hash();
            case "email" -> new MaskSpec.Rule.Email();
            default -> unknown(field);
        };
    }

    private static MaskSpec.Rule unknown(Field field) {
        field.badValue(
                field.path() + " cannot be " + YamlText.shortened(field.written()),
                Suggestion.nearest(field.written(), List.of("hash", "email"))
                        .map(near -> "did you mean " + near + "?")
                        .orElse("write " + FORMS));
        return new MaskSpec.Rule.Nothing();
    }

    private static String fixed(Field field) {
        Object value = field.scalar("a text, a number or true or false").value();
        if (value == null && field.isEmpty()) {
            field.wrongType("a text, a number or true or false", "for NULL write null in the mapping's place");
        }
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }
}
