package dev.pgplaybook.playbook;

import java.nio.file.Path;
import java.util.Optional;

/** What a sandbox holds when its first step starts. */
public sealed interface LikenessSpec {

    /** The target that must be read for it. */
    default Optional<String> readTarget() {
        if (this instanceof FromTarget like) {
            return Optional.of(like.target());
        }
        return this instanceof AppliedMigrations applied ? Optional.of(applied.target()) : Optional.empty();
    }

    /** Whether it is made by migrations of the playbook's folder. */
    default boolean isOfMigrations() {
        return this instanceof Migrations || this instanceof AllMigrations || this instanceof AppliedMigrations;
    }

    /** Nothing. */
    record Empty() implements LikenessSpec {}

    /** The migrations that the database at hand has applied, with their history; all where no history is at hand. */
    record Migrations() implements LikenessSpec {}

    /** Every migration of the playbook's folder, whatever a database has applied. */
    record AllMigrations() implements LikenessSpec {}

    /** The migrations that a target of the same playbook has applied. */
    record AppliedMigrations(String target) implements LikenessSpec {}

    /** A plain SQL script or dump. */
    record FromFile(Path file) implements LikenessSpec {}

    /** The schema of a target of the same playbook. */
    record FromTarget(String target) implements LikenessSpec {}
}
