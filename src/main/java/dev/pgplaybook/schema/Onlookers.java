package dev.pgplaybook.schema;

import dev.pgplaybook.database.DatabaseUrl;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Beside;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two sessions that look at a schema again and again, each at its shares, where nobody changes it meanwhile. The server has planned what
 * they ask, which takes it as long as to answer it; what it answers is put in order while the schema changes again. Where a second
 * session is refused, the first looks at all.
 */
public final class Onlookers implements AutoCloseable {

    /** The first is asked for the details of what was touched as well, and the second for most of the rest. */
    private static final List<Set<Share>> DIVIDED = List.of(
            EnumSet.of(Share.KEYS, Share.REACH),
            EnumSet.of(Share.COLUMNS, Share.RELATIONS, Share.TYPES, Share.BEHAVIOUR));

    private final SnapshotOptions options;
    private final Deque<Session> open = new ConcurrentLinkedDeque<>();
    private final Beside<List<Onlooker>> onlookers;

    /** What the server said of each share at the last look at it, but for the details. */
    private final Map<Share, List<String>> seen = new EnumMap<>(Share.class);

    private final Details details = new Details();

    /** Used on the thread behind alone. */
    private @Nullable Assembly assembly;

    private final ExecutorService beside = thread("onlooker");
    private final ExecutorService behind = thread("onlooker-behind");

    private Onlookers(DatabaseUrl url, SessionOptions sessions, SnapshotOptions options) {
        this.options = options;
        this.onlookers = Beside.begin("onlookers-opening", () -> onlookers(url, sessions));
    }

    /** Opens the sessions and has them plan while the caller goes on; what comes in their way is told by the first look. */
    public static Onlookers on(DatabaseUrl url, SessionOptions sessions, SnapshotOptions options) {
        return new Onlookers(url, sessions.asReader(), options);
    }

    /** One after the other, as there may be room for one alone; the second logs in while the first plans. */
    private List<Onlooker> onlookers(DatabaseUrl url, SessionOptions sessions) {
        Session one = opened(url, sessions);
        try (Beside<Onlooker> second = Beside.begin(
                "onlooker-opening", () -> Onlooker.ready(opened(url, sessions), DIVIDED.get(1), options))) {
            Onlooker first = Onlooker.ready(one, DIVIDED.get(0), options);
            try {
                return List.of(first, second.result());
            } catch (ProblemException refused) {
                return List.of(first.alone(options));
            }
        }
    }

    private Session opened(DatabaseUrl url, SessionOptions sessions) {
        Session session = Session.open(url, sessions);
        open.push(session);
        return session;
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * How the schema is now. When this returns the server has said all, and the schema may change again; the snapshot comes a moment
     * later, and after those of earlier looks.
     */
    public CompletableFuture<Snapshot> look() {
        return look(EnumSet.allOf(Share.class));
    }

    /** The same behind a script, where nothing else has changed anything since the last look: at what that may have changed. */
    public CompletableFuture<Snapshot> look(String script) {
        Set<Share> shares = EnumSet.allOf(Share.class);
        if (!seen.isEmpty() && !Share.mayDoAnything(script, seen.values())) {
            shares.removeIf(share -> !share.mayChange(script, seen.getOrDefault(share, List.of())));
        }
        return look(shares);
    }

    /** Whether all is as it was seen to be: it is not, where a script has done what its words do not say. */
    public boolean haveSeenAll() {
        Map<Share, List<String>> now = lines(EnumSet.allOf(Share.class), Optional.empty());
        return now.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.toSet())
                .equals(Set.copyOf(lines()));
    }

    private CompletableFuture<Snapshot> look(Set<Share> shares) {
        boolean wholly = shares.containsAll(Share.DETAILS);
        String horizon = wholly ? first().horizon() : details.horizon();
        Map<Share, List<String>> found = lines(shares, wholly ? Optional.empty() : Optional.of(horizon));
        List<String> detailed = Share.DETAILS.stream()
                .flatMap(share -> Optional.ofNullable(found.remove(share)).stream())
                .flatMap(List::stream)
                .toList();
        List<Change> changes = new ArrayList<>();
        changes.add(wholly ? details.replaceAll(detailed, horizon) : details.replaceTouched(detailed));
        found.forEach((share, lines) ->
                changes.add(Change.between(Objects.requireNonNullElse(seen.put(share, lines), List.of()), lines)));
        int major = first().session().serverMajor();
        return CompletableFuture.supplyAsync(() -> assembled(major, changes), behind);
    }

    private Snapshot assembled(int major, List<Change> changes) {
        Assembly known = Objects.requireNonNullElseGet(assembly, () -> new Assembly(major));
        assembly = known;
        return known.after(changes);
    }

    private Onlooker first() {
        return onlookers.result().get(0);
    }

    /** All that is known. */
    private List<String> lines() {
        return Stream.concat(seen.values().stream().flatMap(List::stream), details.lines().stream())
                .toList();
    }

    /** @param since when the details of relations are to be asked for; absent where they are among the shares */
    private Map<Share, List<String>> lines(Set<Share> shares, Optional<String> since) {
        List<CompletableFuture<Map<Share, List<String>>>> others = onlookers.result().stream()
                .skip(1)
                .map(other -> CompletableFuture.supplyAsync(() -> other.look(shares), beside))
                .toList();
        Map<Share, List<String>> lines = first().look(shares);
        since.ifPresent(horizon -> lines.put(Share.KEYS, first().lookAtTouched(horizon)));
        others.forEach(other -> lines.putAll(Beside.result(other)));
        return lines;
    }

    @Override
    public void close() {
        onlookers.close();
        beside.shutdown();
        behind.shutdown();
        open.forEach(Session::close);
    }
}
