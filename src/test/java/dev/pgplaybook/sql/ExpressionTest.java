package dev.pgplaybook.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(price > (0)::numeric)                                     | [price > 0]",
                "((qty >= 1) AND (qty <= 10) AND (a IS NOT NULL))           | [[[qty >= 1] AND [qty <= 10]] AND a is not null]",
                "(status = ANY (ARRAY['A'::text, 'it''s'::text]))           | [status = ANY {A, it's}]",
                "((status)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying])::text[])) | [status = ANY {A, B}]",
                "(length((\"Name\")::text) > 3)                             | [length(Name) > 3]",
                "((temp > ('-5'::integer)::numeric(10,2)) OR (NOT gone))     | [[temp > -5] OR not gone]",
                "(email ~~ '%@%'::text)                                     | [email ~~ %@%]",
                "(born < '2020-01-01'::date)                                | [born < 2020-01-01]",
                "(at >= '2020-01-01 00:00:00'::timestamp without time zone)  | [at >= 2020-01-01 00:00:00]",
                "(x > '0'::double precision)                                | [x > 0]",
                "(a < (b + 1))                                              | [a < [b + 1]]",
                "(VALUE ~ '^[0-9]{5}$'::text)                               | [value ~ ^[0-9]{5}$]",
                "((a IS NULL) OR (b > CURRENT_DATE))                        | [a is null OR [b > ?]]",
                "(app.f(a, 2) = true)                                       | [f(a, 2) = true]",
                "CASE WHEN a THEN b ELSE c END                              | ?"
            })
    void isReadAsPostgresPrintsIt(String printed, String tree) {
        assertThat(shown(Expression.of(printed))).isEqualTo(tree);
    }

    private static String shown(Expression expression) {
        if (expression instanceof Expression.Column e) {
            return e.name();
        } else if (expression instanceof Expression.Literal e) {
            return e.text();
        } else if (expression instanceof Expression.Call e) {
            return e.function() + "("
                    + e.arguments().stream().map(ExpressionTest::shown).collect(Collectors.joining(", ")) + ")";
        } else if (expression instanceof Expression.Elements e) {
            return "{" + e.list().stream().map(ExpressionTest::shown).collect(Collectors.joining(", ")) + "}";
        } else if (expression instanceof Expression.Operation e) {
            return "[" + shown(e.left()) + " " + e.operator() + " " + shown(e.right()) + "]";
        } else if (expression instanceof Expression.Not e) {
            return "not " + shown(e.inner());
        } else if (expression instanceof Expression.NullTest e) {
            return shown(e.inner()) + (e.isNull() ? " is null" : " is not null");
        }
        return "?";
    }
}
