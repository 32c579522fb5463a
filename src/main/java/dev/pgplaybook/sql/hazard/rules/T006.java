package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.Name;
import dev.pgplaybook.sql.Words;
import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.ObjectChange;
import dev.pgplaybook.sql.change.SessionChange;
import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.sql.hazard.Scene;
import java.util.HashSet;
import java.util.Set;

/** A new enum value is used in the transaction that adds it. */
final class T006 {

    private T006() {}

    static Rule rule() {
        return Rule.error("T006", "A new enum value is used in the transaction that adds it")
                .detects("""
                        ALTER TYPE … ADD VALUE for an enum that was there before, and a use of the value behind it in the \
                        same transaction.""")
                .hurts("""
                        PostgreSQL refuses it with SQLSTATE 55P04: unsafe use of new value. Before PostgreSQL 12 the ADD \
                        VALUE itself is refused inside a transaction.""")
                .safely("Add the value in a migration of its own, and use it in the next one.")
                .versions("from PostgreSQL 12; before, ADD VALUE is refused in any transaction")
                .bad(Example.of("""
                        ALTER TYPE "Role" ADD VALUE 'MODERATOR';
                        UPDATE users SET role = 'MODERATOR' WHERE id = 1;""").by(Runner.PRISMA))
                .bad("""
                        BEGIN;
                        ALTER TYPE "Role" ADD VALUE 'MODERATOR';
                        ALTER TABLE users ALTER COLUMN role SET DEFAULT 'MODERATOR';
                        COMMIT;""")
                .good("""
                        ALTER TYPE "Role" ADD VALUE 'MODERATOR';""")
                .good("""
                        CREATE TYPE "Role" AS ENUM ('USER');
                        ALTER TYPE "Role" ADD VALUE 'MODERATOR';
                        CREATE TABLE users (role "Role" DEFAULT 'MODERATOR');""")
                .on(Change.class, (change, scene, found) -> {
                    if (change instanceof ObjectChange || change instanceof SessionChange) {
                        return;
                    }
                    Set<String> labels = new HashSet<>();
                    scene.inThisTransaction().forEach(seen -> {
                        if (seen.change() instanceof ObjectChange.AddLabel add && !isNew(add.type(), scene)) {
                            labels.add(add.label());
                        }
                    });
                    boolean first =
                            change.part().start() == change.part().statement().start() || change instanceof TableChange;
                    if (!labels.isEmpty() && first) {
                        Words.of(change.part().text()).list().stream()
                                .filter(word -> word.text().startsWith("'") && labels.contains(word.value()))
                                .findFirst()
                                .ifPresent(word -> found.hazard(
                                        change,
                                        "",
                                        word.text() + " is used in the transaction that adds it (SQLSTATE 55P04)",
                                        "add the value in a migration of its own, before this one"));
                    }
                })
                .rule();
    }

    private static boolean isNew(String type, Scene scene) {
        return scene.has(ObjectChange.CreateType.class, made -> Name.isSame(made.name(), type));
    }
}
