package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.hazard.Observed;
import dev.pgplaybook.sql.hazard.Rule;

/** Rules that no file can answer: what they find is told by whoever has looked at a history, or watched a run. */
final class Told {

    private Told() {}

    static Rule.OverAll of(String rule) {
        return (overall, found) -> overall.history().states().stream()
                .filter(state -> state.rule().equals(rule))
                .forEach(state -> found.at(state.at(), state.said(), state.remedy()));
    }

    static Rule.OverAll of(Observed.Kind kind) {
        return (overall, found) -> overall.observed().stream()
                .filter(observed -> observed.kind() == kind)
                .forEach(observed -> found.at(observed.at(), observed.said(), ""));
    }
}
