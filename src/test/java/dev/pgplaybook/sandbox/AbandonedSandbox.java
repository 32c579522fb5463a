package dev.pgplaybook.sandbox;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import java.nio.file.Path;

/** A process that makes a sandbox and dies without closing it. */
final class AbandonedSandbox {

    private AbandonedSandbox() {}

    public static void main(String[] arguments) {
        new EmbeddedProvider(Path.of(arguments[0]))
                .create(SandboxRequest.of(arguments[1]), Progress.silent(), new Cancellation());
        Runtime.getRuntime().halt(0);
    }
}
