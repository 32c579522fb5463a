package dev.pgplaybook.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pgplaybook.journal.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {

    /** Breaks out of every place that a text could stand in, were it not escaped there. */
    private static final String HOSTILE =
            "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;|`[x](javascript:y)\u0007";

    @Test
    void showsWhatItIsGivenAsTextEverywhere() {
        RunReport report = new SampleRecord().hostile(HOSTILE);

        String html = HtmlReport.of(report);
        String body = html.substring(html.indexOf("<body>"));

        assertThat(html).doesNotContain("<script", "<img", "\u0007");
        assertThat(Pattern.compile("&lt;script&gt;").matcher(html).results().count())
                .isGreaterThan(20);
        assertThat(Pattern.compile("<[a-z]+[^>]* on[a-z]+=").matcher(body).find())
                .isFalse();
        assertThat(Pattern.compile("<[^>]*\\b(href|src)=").matcher(html).find()).isFalse();
        assertThat(html).doesNotContain("http://", "https://", "url(", "@import");
    }

    @Test
    void showsWhatItIsGivenAsTextInMarkdown() {
        String markdown = MarkdownReport.of(new SampleRecord().hostile(HOSTILE));

        assertThat(markdown).doesNotContain("<script", "<img", "[x](javascript");
        assertThat(markdown.lines().filter(line -> line.startsWith("| 1 |")))
                .singleElement()
                .satisfies(line -> assertThat(line.replace("\\|", "").chars().filter(c -> c == '|'))
                        .hasSize(7));
    }

    @Test
    void writesJsonThatItsSchemaKnows() throws IOException {
        String schema = Files.readString(Path.of("docs/report.schema.json"));

        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(JsonReport.of(new SampleRecord().hostile(HOSTILE)), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void tellsWhatWasAskedByWhomAndHowEachStepWent() {
        String html = HtmlReport.of(new SampleRecord().plain());

        assertThat(html)
                .contains("Admin roles", "me@here, you@there", "PostgreSQL 17.6", SampleRecord.HASH)
                .contains("ALTER TABLE trades", "60000", "untouched columns are the same")
                .contains("go ahead? yes", "index idx is added")
                .contains("<svg viewBox=", "class=\"step done\"")
                .contains("PB206", "The migration failed");
    }

    @Test
    void drawsTheLocksThatWereHeldAndNamesThem() {
        String html = HtmlReport.of(new SampleRecord().plain());

        assertThat(html)
                .contains("class=\"lock full\"", "<title>ACCESS EXCLUSIVE on trades for 30 ms from statement 1</title>")
                .contains("class=\"lock\"", "<li>SHARE ROW EXCLUSIVE on users for 20 ms from statement 2</li>")
                .contains("those under it the strong locks");
    }

    @Test
    void tellsInWhatTheRunWasNotAsRehearsedAndWhatHasDrifted() {
        RunReport report = new SampleRecord().plain();

        assertThat(report.differences())
                .containsExactly(
                        "on production index idx is added", "deploy: ALTER TABLE trades took 9000 ms, and 12 ms then");
        assertThat(report.drift())
                .singleElement()
                .extracting(Finding::title, Finding::said)
                .containsExactly("deploy: nothing else", "index more is added");
        assertThat(HtmlReport.of(report)).contains("Differences from the rehearsal", "took 9000 ms");
        assertThat(MarkdownReport.of(report))
                .contains("took 9000 ms", "index more is added", "ACCESS EXCLUSIVE on trades");
    }

    @Test
    void tellsOfAStepThatWasTakenTwiceTwice() {
        assertThat(new SampleRecord().plain().steps())
                .extracting(RunReport.Step::word)
                .containsExactly("failed", "done", "waiting");
    }
}
