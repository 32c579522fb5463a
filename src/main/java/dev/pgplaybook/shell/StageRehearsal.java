package dev.pgplaybook.shell;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.SessionOptions;
import dev.pgplaybook.migration.Migration;
import dev.pgplaybook.playbook.LikenessSpec;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.sql.Script;
import dev.pgplaybook.sql.Statement;
import dev.pgplaybook.sql.staging.StagedMigration;
import dev.pgplaybook.staging.Claim;
import dev.pgplaybook.staging.StageProof;
import dev.pgplaybook.step.PreparedSandbox;
import java.util.List;

/** Makes the sandbox on which stages are proven, and has them proven. */
record StageRehearsal(Desk desk, Console console, Workshop workshop) {

    List<Claim> prove(
            Invocation in, SandboxWish wish, List<Script> before, Migration migration, StagedMigration staged) {
        LikenessSpec like = wish.spec().like();
        if (like instanceof LikenessSpec.Migrations || like instanceof LikenessSpec.AllMigrations) {
            throw Problem.of(
                            ProblemCode.PB518,
                            "The sandbox of a proof cannot be made of the migrations, the risky one among them")
                    .hint("--like a file or a target; an empty one gets the migrations before it")
                    .asException();
        }
        PreparedSandbox sandbox = workshop.prepare(wish, desk.variables(in.value("--env-file")));
        Cancellation.Registration removal = workshop.cleanup().register(sandbox::close);
        try (sandbox) {
            if (like instanceof LikenessSpec.Empty) {
                deploy(sandbox, before);
            }
            return new StageProof(sandbox.sandbox().url(), migration.script(), staged, console).prove();
        } finally {
            removal.close();
        }
    }

    private static void deploy(PreparedSandbox sandbox, List<Script> before) {
        try (Session session = Session.open(sandbox.sandbox().url(), SessionOptions.named("pgplaybook/stage"))) {
            before.forEach(
                    script -> script.statements().stream().map(Statement::text).forEach(session::script));
        }
    }
}
