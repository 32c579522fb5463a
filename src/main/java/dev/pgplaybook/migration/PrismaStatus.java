package dev.pgplaybook.migration;

import dev.pgplaybook.database.DatabaseUrl;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code prisma migrate status} of the CLI 6.19.3 says of a history, to the letter; what it takes for pending, and what it keeps to
 * itself, included. To that CLI a migration is pending only when it has no row at all, and what is pending hides all else.
 *
 * @param out what it writes to its standard output
 * @param err what it writes to its standard error
 * @param exit the status that it ends with
 * @param otherwiseSince7 migrations that the CLI 7.10.1 lists as not yet applied beside those that this one does
 */
public record PrismaStatus(String out, String err, int exit, List<String> otherwiseSince7) {

    public PrismaStatus {
        otherwiseSince7 = List.copyOf(otherwiseSince7);
    }

    public static PrismaStatus of(Survey survey, DatabaseUrl url) {
        String header = """
                Prisma schema loaded from prisma/schema.prisma
                Datasource "db": PostgreSQL database "%s", schema "%s" at "%s:%d"
                """.formatted(url.database(), survey.around().schema(), url.host(), url.port());
        History history = survey.history();
        LockFile lock = LockFile.in(history.folder().path());
        if (!lock.isForPostgres()) {
            return new PrismaStatus(header, otherProvider(lock.provider()), 1, List.of());
        }
        Verdict verdict = new Verdict(history, survey.around().hasTable());
        return new PrismaStatus(
                header + "\n" + found(history.folder().migrations().size()) + verdict.out(),
                verdict.err(),
                verdict.exit(),
                rolledBack(history));
    }

    private static String found(int migrations) {
        return (migrations == 0 ? "No migration" : count(migrations)) + " found in prisma/migrations\n";
    }

    private static String count(int migrations) {
        return migrations + (migrations > 1 ? " migrations" : " migration");
    }

    private static List<String> rolledBack(History history) {
        return history.folder().migrations().stream()
                .map(Migration::name)
                .filter(name -> MigrationStatus.state(history.rowsOf(name)) == MigrationStatus.State.ROLLED_BACK)
                .toList();
    }

    private static String otherProvider(Optional<String> provider) {
        return """
                Error: P3019

                The datasource provider `postgresql` specified in your schema does not match the one specified in the \
                migration_lock.toml, `%s`. Please remove your current migration directory and start a new migration history with \
                prisma migrate dev. Read more: https://pris.ly/d/migrate-provider-switch

                """.formatted(provider.orElse(""));
    }

    /** The first thing that Prisma finds worth saying; the others are left unsaid. */
    private static final class Verdict {

        private final boolean hasTable;
        private final List<String> unapplied = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();
        private final List<String> failed = new ArrayList<>();
        private Optional<String> lastCommon = Optional.empty();

        Verdict(History history, boolean hasTable) {
            this.hasTable = hasTable;
            Set<String> recorded = new LinkedHashSet<>();
            history.rows().forEach(row -> recorded.add(row.name()));
            for (Migration migration : history.folder().migrations()) {
                if (!recorded.contains(migration.name())) {
                    unapplied.add(migration.name());
                } else if (unapplied.isEmpty()) {
                    lastCommon = Optional.of(migration.name());
                }
            }
            history.failed().forEach(row -> failed.add(row.name()));
            history.rows().stream()
                    .map(HistoryRow::name)
                    .filter(name -> history.folder().find(name).isEmpty())
                    .forEach(unknown::add);
        }

        int exit() {
            return hasTable && unapplied.isEmpty() && failed.isEmpty() ? 0 : 1;
        }

        String out() {
            if (!unapplied.isEmpty() && unknown.isEmpty()) {
                return """
                        Following migration%s have not yet been applied:
                        %s

                        To apply migrations in development run prisma migrate dev.
                        To apply migrations in production run prisma migrate deploy.
                        """.formatted(plural(unapplied), String.join("\n", unapplied));
            }
            return exit() == 0 ? "\nDatabase schema is up to date!\n" : "";
        }

        String err() {
            if (!unapplied.isEmpty()) {
                return unknown.isEmpty() ? "" : different();
            } else if (!hasTable) {
                return """
                        The current database is not managed by Prisma Migrate.
                        \s\s\s\s\s\s\s\s
                        Read more about how to baseline an existing production database:
                        https://pris.ly/d/migrate-baseline
                        """;
            }
            return failed.isEmpty() ? "" : failures();
        }

        private String different() {
            return """
                    Your local migration history and the migrations table from your database are different:

                    The last common migration is: %s

                    The migration%s have not yet been applied:
                    %s

                    The migration%s from the database are not found locally in prisma/migrations:
                    %s
                    """.formatted(
                            lastCommon.orElse("null"),
                            plural(unapplied),
                            String.join("\n", unapplied),
                            plural(unknown),
                            String.join("\n", unknown));
        }

        private String failures() {
            return """
                    Following migration%1$s have failed:
                    %2$s

                    During development if the failed migration(s) have not been deployed to a production database you can then fix the \
                    migration(s) and run prisma migrate dev.

                    The failed migration(s) can be marked as rolled back or applied:
                    \s\s\s\s\s\s
                    - If you rolled back the migration(s) manually:
                    prisma migrate resolve --rolled-back "%3$s"

                    - If you fixed the database manually (hotfix):
                    prisma migrate resolve --applied "%3$s"

                    Read more about how to resolve migration issues in a production database:
                    https://pris.ly/d/migrate-resolve
                    """.formatted(plural(failed), String.join("\n", failed), failed.get(0));
        }

        private static String plural(List<String> names) {
            return names.size() > 1 ? "s" : "";
        }
    }
}
