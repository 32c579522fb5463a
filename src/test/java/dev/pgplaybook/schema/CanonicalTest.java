package dev.pgplaybook.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "((((n >= 1) AND (n <= 2)) AND (m > 0))) | (((n >= 1) AND (n <= 2) AND (m > 0)))",
                "((((a) OR (b)) OR (c)) OR (d)) | ((a) OR (b) OR (c) OR (d))",
                "((a) AND ((b) AND (c))) | ((a) AND ((b) AND (c)))",
                "(((a) OR (b)) AND (c)) | (((a) OR (b)) AND (c))",
                "(((a) AND (b)) = ((c) AND (d))) | (((a) AND (b)) = ((c) AND (d)))",
                "(((a) AND (b)) IS TRUE AND (c)) | (((a) AND (b)) IS TRUE AND (c))",
                "f((a) AND (b), (c) AND (d)) | f((a) AND (b), (c) AND (d))",
                "((x ~ ' AND ('::text) AND (y)) | ((x ~ ' AND ('::text) AND (y))",
                "((((x = ')'::text) AND (b)) AND (c))) | (((x = ')'::text) AND (b) AND (c)))",
                "(NOT ((a) AND (b)) AND (c)) | (NOT ((a) AND (b)) AND (c))",
                "CASE WHEN (((a) AND (b)) AND (c)) THEN 1 END | CASE WHEN ((a) AND (b) AND (c)) THEN 1 END",
                "((state)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))"
                        + " | ((state)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))"
            })
    void saysTheSameInOneForm(String printed, String form) {
        assertThat(Canonical.form(printed)).isEqualTo(form);
        assertThat(Canonical.form(form)).isEqualTo(form);
    }

    @Test
    void leavesABodyInAnotherLanguageToItsAuthor() {
        String body =
                "CREATE FUNCTION f() RETURNS boolean\n LANGUAGE plpgsql\nAS $function$ SELECT (((a) AND (b)) AND (c)); $function$";

        assertThat(Canonical.form(FactKind.FUNCTION, body)).isEqualTo(body);
        assertThat(Canonical.form(FactKind.VIEW, body)).isNotEqualTo(body);
    }
}
