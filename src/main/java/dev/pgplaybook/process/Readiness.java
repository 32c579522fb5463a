package dev.pgplaybook.process;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.secret.Secrets;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until a service answers, dies, or has had its time. */
final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final int LINES_SHOWN = 20;

    /** One for all, since each client keeps a thread. HTTP/1.1, since some servers stumble over the offer of more. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final ServiceRequest request;
    private final RunningProgram program;
    private final Secrets secrets;
    private final Cancellation cancellation;
    private String lastAnswer = "nothing answered there";

    Readiness(ServiceRequest request, RunningProgram program, Secrets secrets, Cancellation cancellation) {
        this.request = request;
        this.program = program;
        this.secrets = secrets;
        this.cancellation = cancellation;
    }

    void await() {
        long deadline = System.nanoTime() + request.limit().toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            boolean answered = left.compareTo(Duration.ZERO) > 0 && answers(shorter(left, LONGEST_ANSWER));
            // Asked after the answer: that may have come from somebody else who has the port, which is what ended the
            // service.
            if (!program.running()) {
                throw ended();
            }
            if (answered) {
                return;
            }
            if (System.nanoTime() >= deadline) {
                throw late();
            }
            program.awaitEnd(PAUSE);
        }
    }

    private boolean answers(Duration limit) {
        CompletableFuture<Integer> status = CLIENT.sendAsync(
                        HttpRequest.newBuilder(request.ready()).timeout(limit).build(),
                        HttpResponse.BodyHandlers.discarding())
                .thenApply(HttpResponse::statusCode);
        try {
            CompletableFuture.anyOf(status, program.end()).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!status.isDone()) {
                return false;
            }
            int code = status.get();
            lastAnswer = "the last answer was " + code;
            return code >= 200 && code < 300;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            program.close();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } finally {
            status.cancel(true);
        }
    }

    private ProblemException ended() {
        if (cancellation.requested()) {
            return Problem.of(ProblemCode.PB605, "the start of the service " + request.name() + " was cancelled")
                    .asException();
        }
        String how = program.status().isPresent()
                ? "ended with status " + program.status().getAsInt()
                : "ended";
        return withLog(
                Problem.of(ProblemCode.PB605, "the service " + request.name() + " " + how + " before it was ready"),
                "");
    }

    private ProblemException late() {
        String message = "the service %s was not ready at %s within %s s"
                .formatted(
                        request.name(),
                        secrets.mask(request.ready().toString()),
                        request.limit().toSeconds());
        return withLog(Problem.of(ProblemCode.PB606, message), lastAnswer + "; ");
    }

    private ProblemException withLog(Problem problem, String before) {
        String lines = program.lastLines(LINES_SHOWN, secrets);
        String ending = lines.isEmpty() ? " is empty" : " ends:\n" + lines;
        return problem.hint(before + "its log " + program.log() + ending).asException();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
