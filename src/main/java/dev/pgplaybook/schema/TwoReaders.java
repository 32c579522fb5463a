package dev.pgplaybook.schema;

import dev.pgplaybook.database.ExportedSnapshot;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

/**
 * Two sessions that read the halves of one snapshot, at the same moment of the database. The second is a help and no more: where it is
 * refused, lost, or connects too late, the first reads both halves.
 */
final class TwoReaders {

    private final Session first;
    private final ExportedSnapshot moment;
    private final List<Half> halves;
    private final BiFunction<Session, String, List<Fact>> reading;
    private final CompletableFuture<Session> second = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean over;

    private record Half(String sql, AtomicBoolean taken, CompletableFuture<List<Fact>> facts) {
        boolean take() {
            return taken.compareAndSet(false, true);
        }
    }

    /**
     * @param first in the transaction that exported the moment
     * @param reading how a session in a transaction asks a query
     */
    TwoReaders(
            Session first,
            ExportedSnapshot moment,
            List<String> halves,
            BiFunction<Session, String, List<Fact>> reading) {
        this.first = first;
        this.moment = moment;
        this.halves = halves.stream()
                .map(sql -> new Half(sql, new AtomicBoolean(), new CompletableFuture<>()))
                .toList();
        this.reading = reading;
    }

    /** @throws dev.pgplaybook.database.StatementFailedException as the first session meets it */
    List<Fact> facts() {
        Thread helping = new Thread(this::help, "snapshot-second-half");
        helping.setDaemon(true);
        helping.start();
        try {
            for (Half half : halves) {
                if (half.take()) {
                    half.facts().complete(reading.apply(first, half.sql()));
                }
            }
            List<Fact> facts = new ArrayList<>();
            for (Half half : halves) {
                facts.addAll(helped(half));
            }
            return facts;
        } finally {
            dismiss();
        }
    }

    private List<Fact> helped(Half half) {
        try {
            return half.facts().join();
        } catch (CompletionException e) {
            return reading.apply(first, half.sql());
        }
    }

    private void help() {
        try (Session session = Session.open(first.url(), first.options())) {
            second.complete(session);
            session.together(ExportedSnapshot.beginning(Optional.of(moment)));
            for (Half half : halves) {
                if (!over && half.take()) {
                    answer(half, session);
                }
            }
        } catch (ProblemException e) {
            // No connection to be had, or no such moment there: the first session goes on alone.
            second.completeExceptionally(e);
        } finally {
            ended.complete(null);
        }
    }

    private void answer(Half half, Session session) {
        try {
            half.facts().complete(reading.apply(session, half.sql()));
        } catch (RuntimeException e) {
            half.facts().completeExceptionally(e);
        }
    }

    /** Nothing is left on the server when the snapshot is there; a login that nobody waits for any more ends by itself. */
    private void dismiss() {
        over = true;
        if (second.isDone() && !second.isCompletedExceptionally()) {
            if (halves.stream().anyMatch(half -> !half.facts().isDone())) {
                second.join().cancel();
            }
            ended.join();
        }
    }
}
