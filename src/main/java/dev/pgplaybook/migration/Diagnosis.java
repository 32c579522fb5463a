package dev.pgplaybook.migration;

import java.util.List;
import java.util.Locale;

/**
 * One true thing about a migration, or about a history as a whole, that a person should know.
 *
 * @param said it in a clause, with names and times
 * @param remedies what to type about it; several where it depends on what a person knows
 */
public record Diagnosis(Kind kind, String said, List<Remedy> remedies) {

    public Diagnosis {
        remedies = List.copyOf(remedies);
    }

    static Diagnosis of(Kind kind, String said, Remedy... remedies) {
        return new Diagnosis(kind, said, List.of(remedies));
    }

    public boolean isWrong() {
        return kind.weight == Weight.WRONG;
    }

    /** Whether it is only worth knowing, and nothing is to be done. */
    public boolean isNote() {
        return kind.weight == Weight.NOTE;
    }

    /**
     * A command that helps.
     *
     * @param when what a person must know to be so for it to be the right one; empty where it always is
     * @param command without the place, which is the one that was looked at
     */
    public record Remedy(String when, String command) {}

    /** How much a diagnosis weighs. */
    public enum Weight {
        /** Worth knowing. */
        NOTE,
        /** Deploy will see to it. */
        OPEN,
        /** A person has to put it right, or to know that it is meant. */
        WRONG
    }

    /** What can be said of one migration, and from {@link #UNMANAGED} on of a whole history. */
    public enum Kind {
        FAILED(Weight.WRONG),
        PENDING(Weight.OPEN),
        PENDING_AGAIN(Weight.OPEN),
        BLOCKED(Weight.OPEN),
        OUT_OF_ORDER(Weight.WRONG),
        WITHOUT_SCRIPT(Weight.WRONG),
        EDITED(Weight.WRONG),
        MISSING(Weight.WRONG),
        DUPLICATE(Weight.WRONG),
        MARKED(Weight.NOTE),
        GONE(Weight.NOTE),
        OTHER_FIRST_TRY(Weight.NOTE),

        UNMANAGED(Weight.WRONG),
        NO_TABLE(Weight.NOTE),
        ELSEWHERE(Weight.WRONG),
        ALSO_ELSEWHERE(Weight.NOTE),
        WRONG_PROVIDER(Weight.WRONG),
        FOREIGN(Weight.WRONG),
        LOCKED(Weight.NOTE),
        FOLDER(Weight.NOTE);

        private final Weight weight;

        Kind(Weight weight) {
            this.weight = weight;
        }

        public Weight weight() {
            return weight;
        }

        /** Whether it is said of a whole history. */
        public boolean isGeneral() {
            return compareTo(UNMANAGED) >= 0;
        }

        /** Its name in documents. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
