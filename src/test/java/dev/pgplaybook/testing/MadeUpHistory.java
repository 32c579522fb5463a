package dev.pgplaybook.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Sixty migrations in the words of Prisma's own generator, with what people write into them by hand. */
public final class MadeUpHistory {

    private static final String MODEL = """
            -- CreateEnum
            CREATE TYPE "Kind%1$d" AS ENUM ('ONE', 'TWO');

            -- CreateTable
            CREATE TABLE "Model%1$d" (
                "id" TEXT NOT NULL,
                "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
                "kind" "Kind%1$d" NOT NULL DEFAULT 'ONE',
                "settings" JSONB NOT NULL DEFAULT '{"a": "?;"}',
                "serial" SERIAL NOT NULL,

                CONSTRAINT "Model%1$d_pkey" PRIMARY KEY ("id")
            );

            -- CreateIndex
            CREATE UNIQUE INDEX "Model%1$d_serial_key" ON "Model%1$d"("serial");
            """;

    private static final String RELATION = """
            /*
              Warnings:

              - Added the required column `parentId` to the `Model%1$d` table; a row -- would not have it.
            */
            -- AlterTable
            ALTER TABLE "Model%1$d" ADD COLUMN     "parentId" TEXT,
            ALTER COLUMN "settings" SET DEFAULT '{}';

            -- AddForeignKey
            ALTER TABLE "Model%1$d" ADD CONSTRAINT "Model%1$d_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Model%1$d"("id") ON DELETE SET NULL ON UPDATE CASCADE;
            """;

    private static final String BY_HAND = """
            INSERT INTO "Model%1$d" ("id") VALUES ('first'), ('größe');
            UPDATE "Model%1$d" SET "parentId" = 'first' WHERE "id" <> 'first';
            DO $$ BEGIN
              IF NOT EXISTS (SELECT FROM "Model%1$d" WHERE "id" = 'second') THEN
                ALTER TABLE "Model%1$d" ALTER COLUMN "parentId" TYPE VARCHAR(100);
              END IF;
            END $$;
            CREATE OR REPLACE FUNCTION touch() RETURNS trigger AS $touch$
            BEGIN
              NEW."createdAt" = now();
              RETURN NEW;
            END; $touch$ LANGUAGE plpgsql;
            CREATE TRIGGER touched BEFORE UPDATE ON "Model%1$d" FOR EACH ROW EXECUTE FUNCTION touch();
            """;

    private static final String CONCURRENTLY =
            "-- not in a transaction\nCREATE INDEX CONCURRENTLY \"Model%1$d_kind\" ON \"Model%1$d\" (\"kind\");\n";

    private static final String OWN_TRANSACTION = """
            BEGIN;
            ALTER TYPE "Kind%1$d" RENAME TO "Kind%1$d_old";
            CREATE TYPE "Kind%1$d" AS ENUM ('ONE', 'THREE');
            ALTER TABLE "Model%1$d" ALTER COLUMN "kind" DROP DEFAULT;
            ALTER TABLE "Model%1$d" ALTER COLUMN "kind" TYPE "Kind%1$d" USING ("kind"::text::"Kind%1$d");
            ALTER TABLE "Model%1$d" ALTER COLUMN "kind" SET DEFAULT 'ONE';
            DROP TYPE "Kind%1$d_old";
            COMMIT;
            """;

    private static final String NEW_VALUE = "-- AlterEnum\nALTER TYPE \"Kind%1$d\" ADD VALUE 'FOUR';\n";

    private static final String[] LIFE = {MODEL, RELATION, BY_HAND, CONCURRENTLY, OWN_TRANSACTION, NEW_VALUE};

    private MadeUpHistory() {}

    /** Writes them into a directory, which it gives back. */
    public static Path in(Path directory) {
        write(directory.resolve("migration_lock.toml"), "provider = \"postgresql\"\n");
        for (int model = 0; model < 10; model++) {
            for (int step = 0; step < LIFE.length; step++) {
                String name = "2025%02d%02d120000_model_%d_step_%d".formatted(step + 1, model + 1, model, step);
                write(directory.resolve(name).resolve("migration.sql"), LIFE[step].formatted(model));
            }
        }
        return directory;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
