package dev.pgplaybook.likeness.synthetic;

import dev.pgplaybook.sql.Expression;
import java.math.BigDecimal;
import java.util.Set;

/** The constants of a condition, and for numbers their neighbours: one of them is often on the right side of it. */
final class Literals {

    private Literals() {}

    static void in(Expression expression, Set<String> found) {
        if (expression instanceof Expression.Literal literal) {
            found.add(literal.text());
            neighbours(literal.text(), found);
        } else if (expression instanceof Expression.Operation operation) {
            in(operation.left(), found);
            in(operation.right(), found);
        } else if (expression instanceof Expression.Call call) {
            call.arguments().forEach(argument -> in(argument, found));
        } else if (expression instanceof Expression.Elements elements) {
            elements.list().forEach(element -> in(element, found));
        } else if (expression instanceof Expression.Not not) {
            in(not.inner(), found);
        } else if (expression instanceof Expression.NullTest test) {
            in(test.inner(), found);
        }
    }

    private static void neighbours(String text, Set<String> found) {
        try {
            BigDecimal number = new BigDecimal(text);
            found.add(number.add(BigDecimal.ONE).toPlainString());
            found.add(number.subtract(BigDecimal.ONE).toPlainString());
        } catch (NumberFormatException e) {
            // A text has no neighbours.
        }
    }
}
