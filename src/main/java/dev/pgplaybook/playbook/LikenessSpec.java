package dev.pgplaybook.playbook;

import java.nio.file.Path;

/** What a sandbox holds when its first step starts. */
public sealed interface LikenessSpec {

    /** Nothing. */
    record Empty() implements LikenessSpec {}

    /** All the playbook's migrations, with their history. */
    record Migrations() implements LikenessSpec {}

    /** A plain SQL script or dump. */
    record FromFile(Path file) implements LikenessSpec {}

    /** The schema of a target of the same playbook. */
    record FromTarget(String target) implements LikenessSpec {}
}
