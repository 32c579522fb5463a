package dev.pgplaybook.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads an expression from left to right. Nothing outside parentheses has a precedence to mind, but AND and OR, which never mix. */
final class ExpressionReader {

    private static final Set<String> TYPE_GOES_ON =
            Set.of("VARYING", "PRECISION", "WITH", "WITHOUT", "TIME", "ZONE", "VARBIT");

    private final Words words;
    private int at;

    ExpressionReader(Words words) {
        this.words = words;
    }

    Expression read() {
        Expression expression = chain();
        return at < words.size() ? new Expression.Unknown() : expression;
    }

    private Expression chain() {
        Expression left = words.is(at, "NOT") ? negated() : operand();
        while (at < words.size() && words.at(at).kind() != TokenKind.CLOSE && !isSign(",") && !isSign("]")) {
            if (words.is(at, "IS")) {
                left = test(left);
            } else if (words.is(at, "AND", "OR") || words.at(at).kind() == TokenKind.OPERATOR) {
                String operator = words.at(at).text();
                at++;
                left = new Expression.Operation(
                        left, any(operator), operator.equals("AND") || operator.equals("OR") ? side() : operand());
            } else {
                at = words.size();
                return new Expression.Unknown();
            }
        }
        return left;
    }

    /** One side of AND and OR: in parentheses unless it is a bare column, a NOT or a call. */
    private Expression side() {
        Expression side = words.is(at, "NOT") ? negated() : operand();
        return words.is(at, "IS") ? test(side) : side;
    }

    private Expression negated() {
        at++;
        return new Expression.Not(side());
    }

    private Expression test(Expression inner) {
        boolean not = words.is(at + 1, "NOT");
        if (!words.is(at + (not ? 2 : 1), "NULL")) {
            at = words.size();
            return new Expression.Unknown();
        }
        at += not ? 3 : 2;
        return new Expression.NullTest(inner, !not);
    }

    private String any(String operator) {
        if (words.is(at, "ANY", "ALL")) {
            return operator + " " + words.at(at++).keyword();
        }
        return operator;
    }

    private Expression operand() {
        if (at >= words.size()) {
            return new Expression.Unknown();
        }
        Words.Word word = words.at(at);
        Expression value = switch (word.kind()) {
            case OPEN -> parenthesized();
            case STRING -> literal(word.value());
            case NUMBER -> literal(word.text());
            case WORD, QUOTED_NAME -> named(word);
            case OPERATOR -> signed(word);
            default -> unknown();
        };
        while (isSign(":") && at + 1 < words.size()) {
            at += 2;
            type();
        }
        return value;
    }

    private Expression parenthesized() {
        at++;
        Expression inner = chain();
        at++;
        return inner;
    }

    private Expression literal(String text) {
        at++;
        return new Expression.Literal(text);
    }

    private Expression unknown() {
        at++;
        return new Expression.Unknown();
    }

    private Expression signed(Words.Word sign) {
        at++;
        Expression value = operand();
        return sign.text().equals("-") && value instanceof Expression.Literal number
                ? new Expression.Literal("-" + number.text())
                : new Expression.Unknown();
    }

    private Expression named(Words.Word word) {
        if (words.is(at, "ARRAY")) {
            at += 2;
            List<Expression> elements = list("]");
            return new Expression.Elements(elements);
        }
        if (words.is(at, "TRUE", "FALSE")) {
            return literal(word.text());
        }
        if (at + 1 < words.size() && words.at(at + 1).kind() == TokenKind.OPEN) {
            at += 2;
            return new Expression.Call(Name.meant(word.text()), list(")"));
        }
        at++;
        if (isSign(".")) {
            at++;
            return operand() instanceof Expression.Call call ? call : new Expression.Unknown();
        }
        return words.is(at - 1, "CASE", "CURRENT_DATE", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP", "NULL", "ROW")
                ? new Expression.Unknown()
                : new Expression.Column(Name.meant(word.text()));
    }

    private List<Expression> list(String end) {
        List<Expression> list = new ArrayList<>();
        while (at < words.size() && !isSign(end)) {
            list.add(chain());
            if (isSign(",")) {
                at++;
            }
        }
        at++;
        return list;
    }

    /** The type behind a cast. */
    private void type() {
        at++;
        while (isSign(".")
                || (at < words.size() && TYPE_GOES_ON.contains(words.at(at).keyword()))) {
            at += isSign(".") ? 2 : 1;
        }
        if (at < words.size() && words.at(at).kind() == TokenKind.OPEN) {
            while (at < words.size() && words.at(at).kind() != TokenKind.CLOSE) {
                at++;
            }
            at++;
        }
        while (at < words.size() && TYPE_GOES_ON.contains(words.at(at).keyword())) {
            at++;
        }
        while (isSign("[")) {
            at += 2;
        }
    }

    private boolean isSign(String sign) {
        return at < words.size() && words.at(at).text().equals(sign);
    }
}
