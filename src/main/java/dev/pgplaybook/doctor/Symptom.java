package dev.pgplaybook.doctor;

import java.util.Optional;

/**
 * One thing that was looked at.
 *
 * @param id stable, for scripts: the area, a dot, and the thing
 * @param said what was seen
 * @param advice what to do; only where something is not well
 */
public record Symptom(String id, State state, String said, Optional<String> advice) {

    /** How well it is. */
    public enum State {
        /** It works. */
        WELL("ok"),
        /** It works with a difference that should be known. */
        LESS("less"),
        /** Something will not work. */
        ILL("bad");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    static Symptom well(String id, String said) {
        return new Symptom(id, State.WELL, said, Optional.empty());
    }

    static Symptom less(String id, String said, String advice) {
        return new Symptom(id, State.LESS, said, Optional.of(advice));
    }

    static Symptom ill(String id, String said, String advice) {
        return new Symptom(id, State.ILL, said, Optional.of(advice));
    }
}
