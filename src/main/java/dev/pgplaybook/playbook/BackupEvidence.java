package dev.pgplaybook.playbook;

/** How the operator shows, before the first change of a protected target, that there is a way back. */
public sealed interface BackupEvidence {

    /** A query on the target. */
    record Query(Check check) implements BackupEvidence {}

    /** A program that ends with its expected status. */
    record Program(Call.Command command) implements BackupEvidence {}

    /** A statement that the operator types, and that is recorded. */
    record Statement(String question) implements BackupEvidence {}
}
