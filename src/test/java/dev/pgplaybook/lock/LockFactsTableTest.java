package dev.pgplaybook.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.sql.RelationRole;
import org.junit.jupiter.api.Test;

class LockFactsTableTest {

    private static final LockFacts FACTS = LockFacts.load();

    @Test
    void aFactIsFoundByFormAndVersion() {
        assertThat(FACTS.of("CREATE INDEX", 17))
                .extracting(fact -> fact.locks().get(RelationRole.TABLE))
                .containsOnly(LockMode.SHARE);
        assertThat(FACTS.of("ALTER TABLE ALTER COLUMN SET EXPRESSION", 16)).isEmpty();
        assertThat(FACTS.of("ALTER TABLE ALTER COLUMN SET EXPRESSION", 17)).hasSize(1);
    }

    @Test
    void aVersionBeyondTheTableIsTakenForTheNearestOne() {
        assertThat(FACTS.of("CREATE INDEX", 99)).isEqualTo(FACTS.of("CREATE INDEX", 18));
        assertThat(FACTS.of("CREATE INDEX", 9)).isEqualTo(FACTS.of("CREATE INDEX", 13));
    }

    @Test
    void whatOnlySomeVariantsDoIsPossibleAndNotSure() {
        Prediction prediction = FACTS.predict("ALTER TABLE ALTER COLUMN TYPE", 17);

        assertThat(prediction.sureRewrites()).isEmpty();
        assertThat(prediction.possibleRewrites()).contains(RelationRole.TABLE);
        assertThat(prediction.sure()).containsEntry(RelationRole.TABLE, LockMode.ACCESS_EXCLUSIVE);
        assertThat(prediction.sure()).doesNotContainKey(RelationRole.REFERENCING);
        assertThat(prediction.possible()).containsEntry(RelationRole.REFERENCING, LockMode.ACCESS_EXCLUSIVE);
    }

    @Test
    void aStatementOfTwoFormsDoesWhatBothDo() {
        Prediction both =
                FACTS.predict("ALTER TABLE ADD FOREIGN KEY", 17).and(FACTS.predict("ALTER TABLE ADD CHECK", 17));

        assertThat(both.sure())
                .containsEntry(RelationRole.TABLE, LockMode.ACCESS_EXCLUSIVE)
                .containsEntry(RelationRole.REFERENCED, LockMode.SHARE_ROW_EXCLUSIVE);
    }

    @Test
    void nothingIsKnownOfAFormThatTheTableHasNot() {
        assertThat(FACTS.predict("CREATE ELEPHANT", 17).known()).isFalse();
    }

    @Test
    void aLineIsReadAsItIsWritten() {
        assertThat(FACTS.all())
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(LockFact.parse(fact.line())).isEqualTo(fact));
    }

    @Test
    void theStrongLocksAreThoseThatStopWriters() {
        assertThat(LockMode.SHARE_UPDATE_EXCLUSIVE.stopsWriters()).isFalse();
        assertThat(LockMode.SHARE.stopsWriters()).isTrue();
        assertThat(LockMode.EXCLUSIVE.stopsReaders()).isFalse();
        assertThat(LockMode.ofServer("ShareRowExclusiveLock")).contains(LockMode.SHARE_ROW_EXCLUSIVE);
        assertThat(LockMode.ofServer("SIReadLock")).isEmpty();
    }
}
