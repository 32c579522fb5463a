package dev.pgplaybook.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowValuesTest {

    @Test
    void masksTheValueOfAKeyAndKeepsItsColumn() {
        assertThat(RowValues.MASKED.inDetail("23505", "Key (email)=(sam@example.com) already exists."))
                .isEqualTo("Key (email)=(•••) already exists.");
    }

    @Test
    void masksAFailingRowInAnyLanguage() {
        assertThat(RowValues.MASKED.inDetail("23502", "Fehlgeschlagene Zeile enthält (u1, (x), sam)."))
                .isEqualTo("Fehlgeschlagene Zeile enthält (•••).");
    }

    @Test
    void masksAValueInTheMessageOfADataException() {
        assertThat(RowValues.MASKED.inMessage("22P02", "invalid input syntax for type integer: \"secret\""))
                .isEqualTo("invalid input syntax for type integer: \"•••\"");
    }

    @Test
    void keepsNamesInTheMessagesOfOtherErrors() {
        String message = "column \"direction\" of relation \"trades\" contains null values";

        assertThat(RowValues.MASKED.inMessage("23502", message)).isEqualTo(message);
    }

    @Test
    void keepsEverythingWhenAskedTo() {
        String detail = "Key (email)=(sam@example.com) already exists.";

        assertThat(RowValues.SHOWN.inDetail("23505", detail)).isEqualTo(detail);
    }
}
