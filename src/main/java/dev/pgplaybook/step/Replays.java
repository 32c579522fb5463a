package dev.pgplaybook.step;

import dev.pgplaybook.inference.Replay;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.migration.MigrationFolder;
import dev.pgplaybook.schema.SnapshotOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Replays that this process has seen: several steps of a walk look at the same migrations. */
final class Replays {

    private final Map<Key, Replay> seen = new ConcurrentHashMap<>();

    /** What a replay depends on. */
    private record Key(
            SnapshotOptions looking, Optional<Integer> major, Optional<String> schema, List<String> migrations) {}

    Replay of(
            MigrationFolder folder,
            SnapshotOptions looking,
            Optional<Integer> major,
            Optional<String> schema,
            Supplier<Replay> replay) {
        List<String> migrations = folder.migrations().stream()
                .filter(Migration::hasScript)
                .map(migration -> migration.name() + " " + migration.checksum())
                .toList();
        Key key = new Key(looking, major, schema, migrations);
        Replay known = seen.get(key);
        if (known == null) {
            known = replay.get();
            seen.put(key, known);
        }
        return known;
    }
}
