package dev.pgplaybook.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Syntax.Parsed;
import dev.pgplaybook.sql.Syntax.Unparsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParserTest {

    @Test
    void readsAStatementWhole() {
        Syntax syntax = Parser.parse(Sql.statement("ALTER TABLE \"größe\" ADD COLUMN é int NOT NULL -- 😀\n;"));

        assertThat(syntax).isInstanceOf(Parsed.class);
        assertThat(((Parsed) syntax).tree().statement()).hasSize(1);
    }

    @Test
    void saysWhereItDoesNotUnderstandAStatement() {
        List<Statement> statements = Sql.script(
                        "SELECT 1;\n\nCREATE TABLE t (\n  id int,\n  /* 🐘 */ é text NOTT NULL\n);")
                .statements();

        Unparsed unparsed = (Unparsed) Parser.parse(statements.get(1));

        assertThat(unparsed.at().toString()).isEqualTo("a.sql:5:18");
        assertThat(unparsed.said()).isEqualTo("NOTT is not understood here");
    }

    @Test
    void saysThatAStatementEndsTooEarly() {
        Unparsed unparsed = (Unparsed) Parser.parse(Sql.statement("SELECT 'é' +"));

        assertThat(unparsed.at().toString()).isEqualTo("a.sql:1:13");
        assertThat(unparsed.said()).isEqualTo("it ends where more is expected");
    }

    @Test
    void saysThatAStatementIsNestedTooDeeply() {
        int depth = 20_000;

        Syntax syntax = Parser.parse(Sql.statement("SELECT " + "(".repeat(depth) + "1" + ")".repeat(depth)));

        assertThat(syntax).isInstanceOf(Unparsed.class);
    }

    @Test
    void readsALongStatement() {
        Syntax syntax = Parser.parse(Sql.statement("INSERT INTO t VALUES (0, '0')" + ", (1, 'a')".repeat(5_000)));

        assertThat(syntax).isInstanceOf(Parsed.class);
    }

    @Test
    void readsEveryMigrationOfTheStory() throws IOException {
        List<Statement> statements = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("migrations"))) {
            for (Path file : files.filter(f -> f.endsWith("migration.sql")).toList()) {
                statements.addAll(
                        Script.split(Source.of(file, Files.readString(file))).statements());
            }
        }

        assertThat(statements).hasSizeGreaterThan(20);
        assertThat(statements).allSatisfy(s -> assertThat(Parser.parse(s)).isInstanceOf(Parsed.class));
    }

    /** What it does not know is what came with PostgreSQL 17 and 18, for the most part. */
    @Test
    void readsNearlyAllOfTheCorpus() throws IOException {
        List<String> unparsed = new ArrayList<>();
        for (String sql : Sql.corpus()) {
            if (Parser.parse(Sql.statement(sql)) instanceof Unparsed u) {
                unparsed.add(u.said() + ": " + sql);
            }
        }

        assertThat(unparsed).hasSize(11);
    }
}
