package dev.pgplaybook.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.testing.DatabaseExtension;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every single change of schema/changes.txt says the words by which its share is looked at again, and most say no other. */
class ShareTest {

    @RegisterExtension
    final DatabaseExtension database = new DatabaseExtension();

    @TestFactory
    Stream<DynamicTest> isLookedAtAgainWhereAScriptMayHaveChangedIt() {
        Shares shares = new Shares(database.url());
        return SchemaChange.on(shares.stage.major()).stream()
                .map(change -> dynamicTest(change.title(), () -> shares.areLookedAt(change)))
                .onClose(shares.stage::close);
    }

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
                .containsExactly(Share.COLUMNS, Share.KEYS);
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

    /** A stage whose shares are looked at, each by itself. */
    private static final class Shares {

        private final SchemaStage stage;

        Shares(DatabaseUrl url) {
            stage = new SchemaStage(url);
            for (Share share : Share.values()) {
                stage.update("PREPARE " + share + " AS " + share.query(stage.major(), SchemaStage.ALL));
            }
        }

        void areLookedAt(SchemaChange change) {
            stage.during(change.setup(), () -> {
                Map<Share, List<String>> before = seen();
                boolean anything = Share.mayDoAnything(change.change(), before.values());
                stage.during(change.change(), () -> {
                    Map<Share, List<String>> after = seen();
                    assertThat(Share.values())
                            .filteredOn(share -> !set(before, share).equals(set(after, share)))
                            .isNotEmpty()
                            .allMatch(share -> anything
                                    || share.mayChange(change.change(), before.getOrDefault(share, List.of())));
                });
            });
        }

        private Map<Share, List<String>> seen() {
            Map<Share, List<String>> seen = new EnumMap<>(Share.class);
            for (Share share : Share.values()) {
                seen.put(
                        share,
                        stage.query("EXECUTE " + share).stream()
                                .map(row -> row.text(0))
                                .toList());
            }
            return seen;
        }

        private static Set<String> set(Map<Share, List<String>> seen, Share share) {
            return new HashSet<>(seen.getOrDefault(share, List.of()));
        }
    }
}
