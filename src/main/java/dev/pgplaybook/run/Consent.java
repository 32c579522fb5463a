package dev.pgplaybook.run;

/** An operator's answer to a proposal. */
public sealed interface Consent {

    record Yes() implements Consent {}

    record No() implements Consent {}

    record Skip(String reason) implements Consent {}
}
