package dev.pgplaybook.step;

import dev.pgplaybook.inference.Replay;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Replays that were seen before, so that nobody has to wait for them again: several steps of a walk look at the same migrations, and so
 * does the next command.
 */
final class Replays {

    /** A statement that is put together while it runs may be another one tomorrow. */
    private static final Pattern MADE_UP =
            Pattern.compile("\\bexecute\\s++(?!function\\b|procedure\\b|on\\b)|\\\\gexec", Pattern.CASE_INSENSITIVE);

    private final Optional<ReplayMemory> memory;
    private final Map<String, Replay> seen = new ConcurrentHashMap<>();

    Replays(Optional<ReplayMemory> memory) {
        this.memory = memory;
    }

    /**
     * The replay of a folder.
     *
     * @param conditions all that it depends on beside the migrations, in a form that is equal where that is
     * @param settled whether the conditions name all there is, so that another process would see the same
     */
    Replay of(MigrationFolder folder, String conditions, boolean settled, Supplier<Replay> replay) {
        String key = conditions + " | " + SandboxMemory.checksums(folder);
        Replay known = seen.get(key);
        if (known == null) {
            Optional<ReplayMemory> kept = memory.filter(m -> settled && sayTheSameTomorrow(folder));
            known = kept.flatMap(m -> m.find(key)).orElseGet(() -> {
                Replay fresh = replay.get();
                kept.ifPresent(m -> m.keep(key, fresh));
                return fresh;
            });
            seen.put(key, known);
        }
        return known;
    }

    private static boolean sayTheSameTomorrow(MigrationFolder folder) {
        try {
            return folder.migrations().stream()
                    .filter(migration -> migration.hasScript())
                    .noneMatch(migration ->
                            MADE_UP.matcher(migration.source().text()).find());
        } catch (ProblemException e) {
            return false; // The replay tells it better.
        }
    }
}
