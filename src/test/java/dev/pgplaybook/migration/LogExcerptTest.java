package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogExcerptTest {

    @Test
    void keepsWhatTheServerSaidToPrismasNativeEngine() {
        String logs = """
                A migration failed to apply. New migrations cannot be applied before the error is recovered from. Read more

                Migration name: 02_add_event_data

                Database error code: 42P07

                Database error:
                ERROR: relation "event_old_pkey" already exists

                DbError { severity: "ERROR", parsed_severity: Some(Error), message: "relation", detail: None }

                   0: sql_schema_connector::apply_migration::apply_script
                           with migration_name="02_add_event_data"
                             at schema-engine/connectors/sql-schema-connector/src/apply_migration.rs:113
                """;

        assertThat(LogExcerpt.of(logs))
                .containsExactly("Database error code: 42P07", "ERROR: relation \"event_old_pkey\" already exists");
    }

    @Test
    void keepsWhatTheServerSaidToTheOtherEngine() {
        String logs = """
                external connector error
                Error querying the database: ERROR: relation "users" already exists
                   0: sql_schema_connector::apply_migration::apply_script
                           with migration_name="20250902181313_init"
                             at schema-engine/connectors/sql-schema-connector/src/apply_migration.rs:113""";

        assertThat(LogExcerpt.of(logs))
                .containsExactly("Error querying the database: ERROR: relation \"users\" already exists");
    }

    @Test
    void losesTheValuesOfRows() {
        assertThat(
                        LogExcerpt.of(
                                "ERROR: duplicate key value violates unique constraint \"u\"\nDETAIL: Key (e)=(sam@example.com)."))
                .containsExactly("ERROR: duplicate key value violates unique constraint \"u\"");
        assertThat(LogExcerpt.of("Database error code: 22P02\nERROR: invalid input syntax for type integer: \"sam\""))
                .last()
                .isEqualTo("ERROR: invalid input syntax for type integer: \"•••\"");
    }

    @Test
    void hasNothingToShowOfAnEmptyLog() {
        assertThat(LogExcerpt.of("")).isEmpty();
    }
}
