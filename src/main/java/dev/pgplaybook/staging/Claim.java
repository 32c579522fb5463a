package dev.pgplaybook.staging;

import java.util.List;

/**
 * Something that a proof shows, or refutes.
 *
 * @param title what is claimed
 * @param said what was seen
 */
public record Claim(String title, Verdict verdict, String said) {

    /** Whether none of them is refuted. */
    public static boolean hold(List<Claim> claims) {
        return claims.stream().noneMatch(claim -> claim.verdict() == Verdict.FAILS);
    }

    /** How a claim came out. */
    public enum Verdict {
        HOLDS,
        FAILS,
        /** Worth knowing, and no claim of the staged migration's. */
        NOTED
    }
}
