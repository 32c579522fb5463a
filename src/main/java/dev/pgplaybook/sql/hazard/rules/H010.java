package dev.pgplaybook.sql.hazard.rules;

import dev.pgplaybook.sql.hazard.Numbers;
import dev.pgplaybook.sql.hazard.Rule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prisma's own warnings stand in the file. */
final class H010 {

    private H010() {}

    static Rule rule() {
        return Rule.warning("H010", "Prisma's own warnings stand in the file")
                .detects("""
                        The comment that begins with Warnings: and that Prisma writes where a migration may lose data.""")
                .hurts("Somebody was warned; nothing says that anybody has read it.")
                .safely("Deal with what it says, and delete the comment, or ignore this with a reason.")
                .bad("""
                        /*
                          Warnings:

                          - You are about to drop the column `nickname` on the `users` table. All the data in the column will be lost.

                        */
                        ALTER TABLE "users" DROP COLUMN "nickname";""")
                .good("""
                        ALTER TABLE "users" DROP COLUMN "nickname";""")
                .atEnd((scene, found) -> {
                    Matcher matcher = WARNINGS.matcher(scene.file().source().text());
                    if (matcher.find()) {
                        long count = matcher.group()
                                .lines()
                                .filter(line -> line.strip().startsWith("- "))
                                .count();
                        found.at(
                                scene.file().source().locate(matcher.start()),
                                "Prisma has left " + Numbers.count(count, "warning") + " here",
                                "deal with what it says, and delete the comment");
                    }
                })
                .rule();
    }

    private static final Pattern WARNINGS = Pattern.compile("/\\*\\s*Warnings:.*?\\*/", Pattern.DOTALL);
}
