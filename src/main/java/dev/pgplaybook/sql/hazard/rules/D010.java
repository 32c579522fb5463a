package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.change.TableChange;
import dev.pgplaybook.sql.hazard.Advice;
import dev.pgplaybook.sql.hazard.Example;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.Rule;
import dev.pgplaybook.sql.hazard.TableFacts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** An enum loses values. */
final class D010 {

    private D010() {}

    static Rule rule() {
        return Rule.error("D010", "An enum loses values")
                .detects("""
                        The way in which Prisma takes a value out of an enum: a new type, ALTER COLUMN … TYPE new USING \
                        (column::text::new), and the old one dropped. Where the old values are known, only a real loss is \
                        reported.""")
                .hurts("""
                        The table is written anew under an ACCESS EXCLUSIVE lock, and the migration fails at the first row \
                        with a value that is gone.""")
                .safely("""
                        Move the rows off the value first, in a migration of their own, and ask whether any is left.""")
                .bad("""
                        CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN', 'GUEST');
                        CREATE TYPE "Role_new" AS ENUM ('USER', 'ADMIN');
                        ALTER TABLE "users" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");""")
                .bad("""
                        CREATE TYPE "Role_new" AS ENUM ('USER', 'ADMIN');
                        ALTER TABLE "users" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");""")
                .good(Example.of("""
                        CREATE TYPE "Role_new" AS ENUM ('USER', 'ADMIN', 'GUEST');
                        ALTER TABLE "users" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");""")
                        .on(Facts.of(17, TableFacts.of("users", 60_000).column("role", "\"Role\""))
                                .withEnum("\"Role\"", "USER", "ADMIN")))
                .on(TableChange.ChangeType.class, (change, scene, found) -> {
                    boolean swaps = change.using()
                            .filter(using -> using.replaceAll("[()\\s]", "")
                                    .toLowerCase(Locale.ROOT)
                                    .contains("::text::"))
                            .isPresent();
                    Optional<List<String>> fresh = scene.schema().labels(change.type());
                    if (!swaps || fresh.isEmpty() || !scene.isThere(change.table())) {
                        return;
                    }
                    List<String> lost = EnumSwap.oldLabels(change, scene).stream()
                            .filter(label -> !fresh.get().contains(label))
                            .map(label -> "'" + label + "'")
                            .toList();
                    boolean known = !EnumSwap.oldLabels(change, scene).isEmpty();
                    if (!known || !lost.isEmpty()) {
                        String which =
                                known ? Advice.listed(lost) : "every value that is not among those of " + change.type();
                        String list = fresh.get().stream()
                                .map(label -> "'" + label + "'")
                                .collect(Collectors.joining(", "));
                        found.hazard(
                                change,
                                change.table(),
                                "the migration fails at a row whose " + change.column() + " is " + which,
                                "ask first: SELECT " + change.column() + ", count(*) FROM " + change.table() + " WHERE "
                                        + change.column() + "::text NOT IN (" + list + ") GROUP BY 1;");
                    }
                })
                .rule();
    }
}
