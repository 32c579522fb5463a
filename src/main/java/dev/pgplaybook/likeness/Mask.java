package dev.pgplaybook.likeness;

/** What stands in a value's place. It is put there by the query, so that the value itself never leaves its server. */
public sealed interface Mask {

    /** Another value of the same type; equal values stay equal, and different ones different. */
    record Hash() implements Mask {}

    /** An address that reaches nobody; equal ones stay equal, and different ones different. */
    record Email() implements Mask {}

    /** NULL. */
    record Nothing() implements Mask {}

    /** The same text everywhere. */
    record Fixed(String text) implements Mask {}

    default boolean keepsValuesApart() {
        return this instanceof Hash || this instanceof Email;
    }

    /** As a playbook says it. */
    default String word() {
        return this instanceof Hash
                ? "hash"
                : this instanceof Email ? "email" : this instanceof Fixed ? "fixed" : "null";
    }
}
