package dev.pgplaybook.process;

import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;
import dev.pgplaybook.secret.Secrets;
import java.io.IOException;
import java.nio.file.Path;

/** A server that runs beside a rehearsal: ready when {@link #start} returns it, and gone with all that it started when it is closed. */
public final class Service implements AutoCloseable {

    private final String name;
    private final RunningProgram program;

    private Service(String name, RunningProgram program) {
        this.name = name;
        this.program = program;
    }

    /** Starts the service and waits until it is ready; one that does not become so is stopped before the problem is thrown. */
    public static Service start(ServiceRequest request, Secrets secrets, Progress progress, Cancellation cancellation) {
        progress.doing("starting " + request.name());
        RunningProgram program = RunningProgram.start(request.program(), log(request));
        Cancellation.Registration registration = cancellation.onRequest(program::close);
        boolean ready = false;
        try {
            new Readiness(request, program, secrets, cancellation).await();
            ready = true;
            return new Service(request.name(), program);
        } finally {
            registration.close();
            if (!ready) {
                program.close();
            }
        }
    }

    private static Path log(ServiceRequest request) {
        try {
            PrivateFiles.createDirectory(request.logs());
        } catch (IOException e) {
            throw Problem.of(ProblemCode.PB605, "the directory " + request.logs() + " for service logs cannot be made")
                    .hint("check that its parent may be written to")
                    .asException(e);
        }
        return request.logs().resolve(request.name().replaceAll("[^A-Za-z0-9._-]", "_") + ".log");
    }

    public String name() {
        return name;
    }

    public boolean running() {
        return program.running();
    }

    /** Everything that it has written, as it wrote it: not masked. */
    public Path log() {
        return program.log();
    }

    /** The end of its log, masked. */
    public String lastLines(int count, Secrets secrets) {
        return program.lastLines(count, secrets);
    }

    @Override
    public void close() {
        program.close();
    }
}
