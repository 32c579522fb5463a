package dev.pgplaybook.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a script says decides what is looked at behind it. */
class ShareTest {

    @Test
    void isLeftAloneByWhatMostScriptsDo() {
        String script = """
                -- CreateTable, AlterTable, CreateIndex and AddForeignKey, as Prisma writes them
                CREATE TABLE "Account" ("id" TEXT NOT NULL, "userId" TEXT, CONSTRAINT "Account_pkey" PRIMARY KEY ("id"));
                ALTER TABLE "User" ADD COLUMN "updatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
                CREATE UNIQUE INDEX "Account_userId_key" ON "Account"("userId");
                ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id")
                  ON DELETE RESTRICT ON UPDATE CASCADE;
                UPDATE "User" SET "updatedAt" = now();
                """;

        assertThat(Share.mayDoAnything(script, List.of())).isFalse();
        assertThat(Stream.of(Share.values()).filter(share -> share.mayChange(script, List.of())))
                .containsExactly(Share.RELATIONS);
    }

    @Test
    void isNotLeftAloneWhereAnExtensionsCodeMayRun() {
        List<String> plain = List.of(line("extension", "plpgsql"));
        List<String> more = List.of(line("extension", "plpgsql"), line("extension", "timescaledb"));

        assertThat(Share.mayDoAnything("SELECT create_hypertable('a', 'at')", List.of(plain)))
                .isFalse();
        assertThat(Share.mayDoAnything("SELECT create_hypertable('a', 'at')", List.of(more)))
                .isTrue();
        assertThat(Share.mayDoAnything("ALTER TABLE a ADD b int", List.of(more)))
                .isFalse();
        assertThat(Share.mayDoAnything("ALTER TABLE a ADD b int", List.of(List.of(line("function", "public.f()")))))
                .isTrue();
        assertThat(Share.mayDoAnything("do $$BEGIN END$$", List.of())).isTrue();
    }

    private static String line(String kind, String identity) {
        return String.join(SnapshotQuery.PART, kind, "0", "", identity, "");
    }
}
