package dev.pgplaybook.parity;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.testing.LauncherProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Our launcher, as a person types it.
 *
 * @param workingDirectory where it keeps its records
 * @param execution the model of {@code deploy}
 */
record OurCli(Path workingDirectory, String execution) implements Tool {

    /** As Prisma sends a script, up to its version 7.3. */
    static OurCli likePrisma(Path workingDirectory) {
        return new OurCli(workingDirectory, "whole-script");
    }

    @Override
    public Ended run(Path migrations, DatabaseUrl url, List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        if (arguments.get(0).equals("deploy")) {
            words.addAll(List.of("--execution", execution));
        }
        words.addAll(List.of("--url", url.withPassword(), "--migrations", migrations.toString(), "--no-input"));
        LauncherProcess.Ended ended = LauncherProcess.run(workingDirectory, Map.of(), words.toArray(String[]::new));
        return new Ended(ended.status(), ended.out() + ended.err());
    }
}
