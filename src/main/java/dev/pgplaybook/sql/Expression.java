package dev.pgplaybook.sql;

import java.util.List;

/** An expression as PostgreSQL prints it from its catalogs: fully in parentheses, every operator's precedence plain. Casts are left out. */
public sealed interface Expression {

    /** Reads what {@code pg_get_expr} gives; what is not known here becomes {@link Unknown}. */
    static Expression of(String printed) {
        return new ExpressionReader(Words.of(printed)).read();
    }

    /** A column, or VALUE in a domain's check; the name is the one that is meant. */
    record Column(String name) implements Expression {}

    /** A constant, by what its quotes hold. */
    record Literal(String text) implements Expression {}

    /** A function of arguments, its name in small letters. */
    record Call(String function, List<Expression> arguments) implements Expression {}

    /** ARRAY[…]. */
    record Elements(List<Expression> list) implements Expression {}

    /** Two sides and the operator between them; AND and OR among those, {@code = ANY} written so. */
    record Operation(Expression left, String operator, Expression right) implements Expression {}

    record Not(Expression inner) implements Expression {}

    /** IS NULL, or IS NOT NULL. */
    record NullTest(Expression inner, boolean isNull) implements Expression {}

    record Unknown() implements Expression {}
}
