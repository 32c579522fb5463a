package dev.pgplaybook.likeness;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.progress.Progress;
import java.nio.file.Path;
import java.util.Map;

/** Loads a file in a process of its own, whose memory the test bounds. */
final class LoadingProcess {

    private LoadingProcess() {}

    /** Takes the URL of the database and the file. */
    public static void main(String[] arguments) {
        try (Session session =
                Session.open(DatabaseUrl.parse(arguments[0], Map.of()), SessionOptions.named("loading"))) {
            new ScriptLoader(session, Progress.silent(), new Extensions(Progress.silent())).load(Path.of(arguments[1]));
        }
    }
}
