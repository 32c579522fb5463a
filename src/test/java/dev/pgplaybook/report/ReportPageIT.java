package dev.pgplaybook.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a validator and a browser take it. */
class ReportPageIT {

    private static final String HOSTILE = "<script>alert(1)</script>\"'&amp;" + "ungebrochen".repeat(40);

    @TempDir
    Path directory;

    @Test
    void isValid() throws Exception {
        HtmlValidator validator = HtmlValidator.require();

        assertThat(validator.complaints(page("plain", new SampleRecord().plain())))
                .isEmpty();
        assertThat(validator.complaints(page("hostile", new SampleRecord().hostile(HOSTILE))))
                .isEmpty();
    }

    /** The check can fail. */
    @Test
    void wouldBeFoundInvalid() throws Exception {
        Path page = directory.resolve("broken.html");
        Files.writeString(page, HtmlReport.of(new SampleRecord().plain()).replaceFirst("</ul>", ""));

        assertThat(HtmlValidator.require().complaints(page)).contains("close-order");
    }

    @Test
    void isNoWiderThanAPhone() throws Exception {
        Chromium chromium = Chromium.require();

        assertThat(chromium.overflowing(page("plain", new SampleRecord().plain()), 390))
                .isEmpty();
        assertThat(chromium.overflowing(page("hostile", new SampleRecord().hostile(HOSTILE)), 390))
                .isEmpty();
        assertThat(chromium.overflowing(page("hostile", new SampleRecord().hostile(HOSTILE)), 1100))
                .isEmpty();
    }

    @Test
    void wouldBeFoundTooWide() throws Exception {
        String html = HtmlReport.of(new SampleRecord().plain());
        Path page = directory.resolve("wide.html");
        Files.writeString(page, html.replace("overflow-wrap: anywhere", "white-space: nowrap"));

        assertThat(Chromium.require().overflowing(page, 390)).contains("DD.");
    }

    private Path page(String name, RunReport report) throws IOException {
        return Files.writeString(directory.resolve(name + ".html"), HtmlReport.of(report));
    }
}
