package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.TransactionRule;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.SessionChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.sql.hazard.Seen;

/** The file is not atomic. */
final class T009 {

    private T009() {}

    static Rule rule() {
        return Rule.error("T009", "The file is not atomic")
                .detects("""
                        Several statements that change something, and that do not stand or fall together by the way in which \
                        the file is run.""")
                .hurts("""
                        When one fails, those before it have taken effect, and the migration can neither be repeated nor \
                        taken back.""")
                .safely("One statement in each migration, or BEGIN and COMMIT around them.")
                .versions("all; Prisma from 7.4 sends every statement by itself")
                .bad("""
                        ALTER TABLE trades ADD COLUMN note text;
                        CREATE INDEX CONCURRENTLY trades_note_idx ON trades (note);""")
                .bad(Example.of("""
                        ALTER TABLE trades ADD COLUMN note text;
                        ALTER TABLE users ADD COLUMN note text;""").by(Runner.PRISMA_7_4))
                .good("""
                        ALTER TABLE trades ADD COLUMN note text;
                        ALTER TABLE users ADD COLUMN note text;""")
                .good(Example.of("""
                        BEGIN;
                        ALTER TABLE trades ADD COLUMN note text;
                        ALTER TABLE users ADD COLUMN note text;
                        COMMIT;""").by(Runner.PRISMA_7_4))
                .atEnd((scene, found) -> {
                    if (!scene.isAtomic()) {
                        Change culprit = scene.seen().stream()
                                .map(Seen::change)
                                .filter(change -> change.part().statement().transactionRule() == TransactionRule.OUTSIDE
                                        || change instanceof SessionChange.Transaction)
                                .findFirst()
                                .orElseGet(() -> scene.seen().get(0).change());
                        String why = culprit.part().statement().transactionRule() == TransactionRule.OUTSIDE
                                ? culprit.part().statement().verb()
                                        + " cannot be in a transaction, so each statement of the file commits alone"
                                : culprit instanceof SessionChange.Transaction
                                        ? "the file's own transactions do not hold all of it"
                                        : "each statement of the file commits alone";
                        found.hazard(
                                culprit,
                                "",
                                why,
                                "split it: one statement in each migration, or BEGIN and COMMIT around all of it");
                    }
                })
                .rule();
    }
}
