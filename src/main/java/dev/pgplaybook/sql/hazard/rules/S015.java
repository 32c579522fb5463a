package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Words;
import dev.pgplaybook.sql.change.SessionChange;
import dev.pgplaybook.sql.hazard.Rule;

/** SQL that is made while it runs. */
final class S015 {

    private S015() {}

    static Rule rule() {
        return Rule.warning("S015", "SQL that is made while it runs")
                .offByDefault()
                .detects("EXECUTE in a DO block.")
                .hurts("What it runs is in no file, and no rule has looked at it.")
                .safely("Write the statements out, or rely on the trace of a run on a sandbox.")
                .bad("DO $$ BEGIN EXECUTE 'ALTER TABLE trades OWNER TO app'; END $$;")
                .good("DO $$ BEGIN PERFORM 1; END $$;")
                .on(SessionChange.Code.class, (code, scene, found) -> {
                    if (!code.isCall() && Words.of(code.body()).contains("EXECUTE")) {
                        found.hazard(
                                code,
                                "",
                                "what EXECUTE runs is in no file, and no rule has looked at it",
                                "write it out, or trace it on a sandbox");
                    }
                })
                .rule();
    }
}
