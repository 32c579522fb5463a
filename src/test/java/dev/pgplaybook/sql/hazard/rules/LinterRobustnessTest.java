package dev.pgplaybook.sql.hazard.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgplaybook.problem.Source;
import dev.pgplaybook.sql.Parser;
import dev.pgplaybook.sql.hazard.Facts;
import dev.pgplaybook.sql.hazard.HistoryFacts;
import dev.pgplaybook.sql.hazard.LintFile;
import dev.pgplaybook.sql.hazard.LintReport;
import dev.pgplaybook.sql.hazard.Linter;
import dev.pgplaybook.sql.hazard.Runner;
import dev.pgplaybook.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a file holds, lint ends, and says of how much nothing was understood. */
class LinterRobustnessTest {

    private static final List<String> PIECES = List.of(
            "(",
            ")",
            ",",
            ";",
            "'",
            "\"",
            "$$",
            "--",
            "/*",
            "ALTER",
            "TABLE",
            "ADD",
            "COLUMN",
            "CONCURRENTLY",
            "SET",
            "NOT",
            "NULL",
            "DEFAULT",
            "USING",
            "WHERE",
            "CONSTRAINT",
            "REFERENCES",
            "ON",
            "é",
            "\u0000",
            "😀",
            "1");

    /** Real files: the story's and the project's own, and those of {@code -Dpgplaybook.histories=DIR}. */
    private static List<String> files() throws IOException {
        List<Path> roots = new ArrayList<>(List.of(Path.of("migrations"), SharedFolder.require("story")));
        String histories = System.getProperty("pgplaybook.histories");
        if (histories != null) {
            roots.add(Path.of(histories));
        }
        List<String> texts = new ArrayList<>();
        for (Path root : roots) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path file : all.filter(f -> f.toString().endsWith(".sql")).toList()) {
                    texts.add(Files.readString(file));
                }
            }
        }
        texts.add(corpus());
        return texts;
    }

    private static String corpus() throws IOException {
        return Files.readString(SharedFolder.require("sql/statements.sql"));
    }

    @Test
    void survivesTenThousandMutationsOfRealFiles() throws IOException {
        List<String> files = files();
        Random random = new Random(20251119);
        Linter linter = linter(false);
        int findings = 0;
        for (int round = 0; round < 10_000; round++) {
            String text = mutated(files.get(random.nextInt(files.size())), random);
            findings += lint(linter, text).findings().size();
        }

        assertThat(findings).isGreaterThan(10_000);
    }

    /** The grammar is a hundred times slower, and is asked about fewer. */
    @Test
    void theGrammarSurvivesMutationsToo() throws IOException {
        List<String> statements =
                corpus().lines().filter(line -> !line.startsWith("-- @")).toList();
        Random random = new Random(7);
        Linter linter = linter(true);
        int unparsed = 0;
        for (int round = 0; round < 400; round++) {
            String text = mutated(statements.get(random.nextInt(statements.size())), random);
            unparsed += lint(linter, text).unparsed().size();
        }

        assertThat(unparsed).isPositive();
    }

    @Test
    void understandsTheCorpus() throws IOException {
        List<LintFile> files = new ArrayList<>();
        for (String statement : corpus().split("(?m)^-- @.*\\R", -1)) {
            files.add(LintFile.of("c" + files.size(), Source.of(Path.of("c" + files.size() + ".sql"), statement)));
        }

        LintReport report = linter(true).lint(files, Facts.NONE, HistoryFacts.NONE, List.of());

        assertThat(report.statements()).isGreaterThan(220);
        assertThat(report.unparsed()).hasSizeLessThanOrEqualTo(9);
    }

    static List<Path> histories() throws IOException {
        String place = System.getProperty("pgplaybook.histories");
        if (place == null) {
            return List.of(Path.of("migrations"));
        }
        try (Stream<Path> projects = Files.list(Path.of(place))) {
            return projects.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void understandsRealHistories(Path history) throws IOException {
        List<LintFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(history)) {
            for (Path file :
                    all.filter(f -> f.endsWith("migration.sql")).sorted().toList()) {
                files.add(LintFile.of(String.valueOf(file.getParent()), Source.of(file, Files.readString(file))));
            }
        }

        LintReport report = linter(true).lint(files, Facts.NONE, HistoryFacts.NONE, List.of());

        assertThat(report.files()).isEqualTo(files.size());
        assertThat(report.unparsed().size() * 100).isLessThanOrEqualTo(report.statements());
    }

    private static Linter linter(boolean withGrammar) {
        return new Linter(
                Runner.PGPLAYBOOK,
                Rules.ids(),
                Rules.all(),
                Map.of(),
                withGrammar ? Optional.of(Parser::parse) : Optional.empty());
    }

    private static LintReport lint(Linter linter, String text) {
        LintFile file = LintFile.of("a", Source.of(Path.of("a.sql"), text));
        return linter.lint(List.of(file), Facts.NONE, HistoryFacts.NONE, List.of());
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = 1 + random.nextInt(4); i > 0 && mutated.length() > 2; i--) {
            int at = random.nextInt(mutated.length());
            int to = Math.min(mutated.length(), at + 1 + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> mutated.delete(at, to);
                case 1 -> mutated.insert(at, " " + PIECES.get(random.nextInt(PIECES.size())) + " ");
                case 2 -> mutated.replace(at, to, PIECES.get(random.nextInt(PIECES.size())));
                default -> mutated.insert(at, mutated.substring(at, to));
            }
        }
        return mutated.toString();
    }
}
