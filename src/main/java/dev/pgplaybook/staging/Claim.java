package dev.pgplaybook.staging;

/**
 * Something that a proof shows, or refutes.
 *
 * @param title what is claimed
 * @param said what was seen
 */
public record Claim(String title, Verdict verdict, String said) {

    /** How a claim came out. */
    public enum Verdict {
        HOLDS,
        FAILS,
        /** Worth knowing, and no claim of the staged migration's. */
        NOTED
    }
}
