package dev.pgplaybook.report;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.pgplaybook.testing.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without a window; where there is none, the test is aborted. */
record Chromium(Path program) {

    /** Holds the page in a frame as wide as a screen, and writes what sticks out of it or of its parent into its own title. */
    private static final String FRAME = """
            <!DOCTYPE html><title>waiting</title>
            <iframe id="f" src="PAGE" style="width:WIDTHpx;height:2000px;border:0"></iframe>
            <script>
              const scrolls = e => e && (getComputedStyle(e).overflowX === 'auto' || scrolls(e.parentElement));
              document.getElementById('f').onload = event => {
                const page = event.target.contentDocument, width = event.target.clientWidth;
                page.querySelectorAll('details').forEach(d => d.open = true);
                const wide = [...page.querySelectorAll('body *')]
                  .filter(e => !e.closest('svg') && !scrolls(e) && e.getClientRects().length)
                  .filter(e => e.getBoundingClientRect().right > width + 1 || e.getBoundingClientRect().left < 0
                    || (e.clientWidth && e.scrollWidth > e.clientWidth + 1))
                  .map(e => e.tagName + '.' + e.className);
                document.title = 'measured ' + page.querySelectorAll('article').length + ' ' + wide.join(' ');
              };
            </script>
            """;

    private static final Pattern MEASURED = Pattern.compile("<title>measured [1-9][0-9]* ([^<]*)</title>");

    static Chromium require() {
        for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
            for (String folder : System.getenv("PATH").split(":", -1)) {
                Path program = Path.of(folder, name);
                if (Files.isExecutable(program)) {
                    return new Chromium(program);
                }
            }
        }
        return abort("needs chromium");
    }

    /** The elements of a page that stick out at its sides. */
    String overflowing(Path page, int width) throws IOException, InterruptedException {
        Path frame = page.resolveSibling("frame.html");
        Files.writeString(
                frame, FRAME.replace("PAGE", page.toUri().toString()).replace("WIDTH", Integer.toString(width)));
        Path said = page.resolveSibling("dom.html");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--allow-file-access-from-files",
                        "--user-data-dir=" + page.resolveSibling("profile"),
                        "--virtual-time-budget=5000",
                        "--dump-dom",
                        frame.toUri().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(said.toFile())
                .start();
        Patience.until("the browser ends", () -> !process.isAlive());
        Matcher measured = MEASURED.matcher(Files.readString(said));
        if (!measured.find()) {
            throw new AssertionError("the page was not measured: " + Files.readString(said));
        }
        return measured.group(1);
    }
}
