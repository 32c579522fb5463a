package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.likeness.synthetic.Restriction.Bound;
import dev.pgplaybook.sql.Expression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What conditions come down to for single columns. Rows that keep to it satisfy what was understood; whether that was all is said by
 * {@link #isComplete}.
 */
final class Restrictions {

    private final Map<String, Restriction> columns = new HashMap<>();
    private boolean complete = true;

    static Restrictions of(Expression condition) {
        Restrictions restrictions = new Restrictions();
        restrictions.require(condition);
        return restrictions;
    }

    Restriction on(String column) {
        return columns.computeIfAbsent(column, name -> new Restriction());
    }

    Map<String, Restriction> columns() {
        return columns;
    }

    boolean isComplete() {
        return complete;
    }

    void require(Expression condition) {
        if (condition instanceof Expression.Operation operation) {
            operation(operation);
        } else if (condition instanceof Expression.NullTest test
                && test.inner() instanceof Expression.Column column
                && !test.isNull()) {
            on(column.name()).notNull();
        } else if (condition instanceof Expression.Column flag) {
            on(flag.name()).allow(List.of("true"));
        } else if (condition instanceof Expression.Not not && not.inner() instanceof Expression.Column flag) {
            on(flag.name()).allow(List.of("false"));
        } else {
            complete = false;
        }
    }

    private void operation(Expression.Operation operation) {
        switch (operation.operator()) {
            case "AND" -> {
                require(operation.left());
                require(operation.right());
            }
            case "OR" -> either(operation);
            default -> {
                if (!compared(operation)) {
                    complete = false;
                }
            }
        }
    }

    /** One side is enough: the first that is understood whole. */
    private void either(Expression.Operation or) {
        Restrictions left = of(or.left());
        Restrictions right = of(or.right());
        Restrictions chosen = left.complete ? left : right;
        complete &= chosen.complete;
        if (chosen.complete) {
            chosen.columns.forEach((column, restriction) -> on(column).and(restriction));
        }
    }

    private boolean compared(Expression.Operation operation) {
        if (operation.left() instanceof Expression.Literal && !(operation.right() instanceof Expression.Literal)) {
            return compared(mirrored(operation));
        }
        if (operation.left() instanceof Expression.Call call) {
            return length(call, operation);
        }
        if (!(operation.left() instanceof Expression.Column column)) {
            return false;
        }
        Restriction on = on(column.name());
        if (operation.operator().equals("= ANY") && operation.right() instanceof Expression.Elements elements) {
            return oneOf(on, elements.list());
        }
        return operation.right() instanceof Expression.Literal literal
                && literal(on, operation.operator(), literal.text());
    }

    private static boolean literal(Restriction on, String operator, String text) {
        switch (operator) {
            case "=" -> on.allow(List.of(text));
            case ">" -> on.atLeast(new Bound(text, false));
            case ">=" -> on.atLeast(new Bound(text, true));
            case "<" -> on.atMost(new Bound(text, false));
            case "<=" -> on.atMost(new Bound(text, true));
            case "<>" -> {
                return differs(on, text);
            }
            case "~~" -> on.matches(LikePattern.asRegex(text));
            case "~" -> on.matches(text);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Nothing that is made here is empty or negative by itself; other values are hit now and then. */
    private static boolean differs(Restriction on, String text) {
        if (text.isEmpty()) {
            on.length(1, Integer.MAX_VALUE);
            return true;
        }
        if (text.equals("0")) {
            on.atLeast(new Bound("0", false));
            return true;
        }
        return false;
    }

    private static boolean oneOf(Restriction on, List<Expression> elements) {
        List<String> texts = elements.stream()
                .filter(Expression.Literal.class::isInstance)
                .map(element -> ((Expression.Literal) element).text())
                .toList();
        on.allow(texts);
        return texts.size() == elements.size();
    }

    private boolean length(Expression.Call call, Expression.Operation operation) {
        boolean counts = List.of("length", "char_length", "character_length").contains(call.function());
        if (!counts
                || call.arguments().size() != 1
                || !(call.arguments().get(0) instanceof Expression.Column column)
                || !(operation.right() instanceof Expression.Literal literal)) {
            return false;
        }
        Optional<Integer> number = new Bound(literal.text(), true).number().map(java.math.BigDecimal::intValue);
        Restriction on = on(column.name());
        number.ifPresent(n -> {
            switch (operation.operator()) {
                case "=" -> on.length(n, n);
                case ">" -> on.length(n + 1, Integer.MAX_VALUE);
                case ">=" -> on.length(n, Integer.MAX_VALUE);
                case "<" -> on.length(0, n - 1);
                case "<=" -> on.length(0, n);
                default -> complete = false;
            }
        });
        return number.isPresent();
    }

    /** {@code 5 < a} as {@code a > 5}. */
    private static Expression.Operation mirrored(Expression.Operation operation) {
        Expression constant = operation.left();
        Expression column = operation.right();
        String operator = switch (operation.operator()) {
            case ">" -> "<";
            case ">=" -> "<=";
            case "<" -> ">";
            case "<=" -> ">=";
            default -> operation.operator();
        };
        return new Expression.Operation(column, operator, constant);
    }
}
