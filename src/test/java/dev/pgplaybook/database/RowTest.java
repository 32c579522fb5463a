package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.testing.TestServer;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RowTest {

    @SuppressWarnings("NullAway.Init")
    private static Session session;

    @BeforeAll
    static void open() {
        session = Session.open(
                TestServer.url("postgres"), SessionOptions.named("rows").asReader());
    }

    @AfterAll
    static void close() {
        session.close();
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("NULL::int", null),
                Arguments.of("true", true),
                Arguments.of("false", false),
                Arguments.of("7::smallint", new BigDecimal("7")),
                Arguments.of("9223372036854775807", new BigDecimal("9223372036854775807")),
                Arguments.of("1.50::numeric", new BigDecimal("1.50")),
                Arguments.of("12345678901234567890.123456789", new BigDecimal("12345678901234567890.123456789")),
                Arguments.of("0.1::float8", new BigDecimal("0.1")),
                Arguments.of("'NaN'::float8", "NaN"),
                Arguments.of("'NaN'::numeric", "NaN"),
                Arguments.of("'-Infinity'::float4", "-Infinity"),
                Arguments.of("'{\"a\": 1}'::json", "{\"a\": 1}"),
                Arguments.of("'{\"a\":1}'::jsonb", "{\"a\": 1}"),
                Arguments.of("ARRAY[1, NULL, 3]", "{1,NULL,3}"),
                Arguments.of("ARRAY['a b', 'c']", "{\"a b\",c}"),
                Arguments.of("B'10110001'", "10110001"),
                Arguments.of("B'1'", "1"),
                Arguments.of("B'101'::varbit", "101"),
                Arguments.of("'6f9619ff-8b86-d011-b42d-00c04fc964ff'::uuid", "6f9619ff-8b86-d011-b42d-00c04fc964ff"),
                Arguments.of("'2025-09-02 18:13:13.5+02'::timestamptz AT TIME ZONE 'UTC'", "2025-09-02 16:13:13.5"),
                Arguments.of("'2025-09-02'::date", "2025-09-02"),
                Arguments.of("'\\xdeadbeef'::bytea", "\\xdeadbeef"),
                Arguments.of("'1 day 02:00'::interval", "1 day 02:00:00"),
                Arguments.of("'grüße'::text", "grüße"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void readsAValueAsItsKind(String sql, @Nullable Object expected) {
        assertThat(session.one("SELECT " + sql).value(0)).isEqualTo(expected);
    }
}
