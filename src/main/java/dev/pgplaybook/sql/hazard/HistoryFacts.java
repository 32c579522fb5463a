package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.problem.Location;
import java.util.List;

/** What is to be said of the migrations' history, as plain data. */
public record HistoryFacts(List<State> states) {

    public static final HistoryFacts NONE = new HistoryFacts(List.of());

    public HistoryFacts {
        states = List.copyOf(states);
    }

    /**
     * One true thing.
     *
     * @param rule the rule that it belongs to
     * @param migration the name of the folder; empty for the history as a whole
     * @param said it in a sentence
     * @param remedy what to type, or to do
     */
    public record State(String rule, String migration, Location at, String said, String remedy) {}
}
