package dev.pgplaybook.sql;

/** How a migration's file is sent to the server, which decides what a failure in its middle leaves behind. */
public enum ExecutionModel {
    /** One transaction that also finishes the history row; a file that cannot be in a transaction runs statement by statement. */
    TRANSACTION("transaction"),
    /** The whole file as one simple query, as Prisma up to 7.3 sends it: PostgreSQL makes it one implicit transaction. */
    WHOLE_SCRIPT("whole-script"),
    /** Every statement commits alone, as Prisma from 7.4 sends it. */
    PER_STATEMENT("per-statement");

    private final String word;

    ExecutionModel(String word) {
        this.word = word;
    }

    /** The model's name in a playbook and on the command line. */
    public String word() {
        return word;
    }
}
