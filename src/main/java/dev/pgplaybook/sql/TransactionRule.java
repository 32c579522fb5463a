package dev.pgplaybook.sql;

/** Where a statement may stand, as its keywords tell. */
public enum TransactionRule {
    /** Inside a transaction block or outside. */
    ANYWHERE,
    /** PostgreSQL refuses it inside a transaction block; where only its options would allow it, it counts as refused too. */
    OUTSIDE,
    /** It begins or ends a transaction itself. */
    CONTROL
}
