package dev.pgplaybook.likeness;

import dev.pgplaybook.database.ExportedSnapshot;
import dev.pgplaybook.database.Session;
import dev.pgplaybook.database.StatementFailedException;
import dev.pgplaybook.likeness.SampleRequest.Amount;
import dev.pgplaybook.likeness.SampleRequest.TableAmount;
import dev.pgplaybook.problem.Problem;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.ProblemException;
import dev.pgplaybook.progress.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a part of a database's rows into a sandbox that has its tables already. The target is read in one transaction that can do
 * nothing else; rows go straight over, masked before they leave, and whatever one of them refers to comes with it.
 */
public final class Sample {

    /** As pg_dump has them: values that read back as they were, and an error rather than rows that a policy hides. */
    private static final String FAITHFUL =
            "; SET LOCAL IntervalStyle = 'postgres'; SET LOCAL extra_float_digits = 3; SET LOCAL lc_monetary = 'C'; SET LOCAL row_security = off"
                    + "; SET LOCAL idle_in_transaction_session_timeout = 0";

    /** Triggers and foreign keys sleep while rows come in any order; what they would have held is verified at the end. */
    private static final String RECEIVING =
            "SET session_replication_role = replica; SET lc_monetary = 'C'; SET xmloption = content";

    private final Session target;
    private final Sandbox sandbox;
    private final Progress progress;

    /**
     * The two sides of a sample.
     *
     * @param filled the session that rows go to, as a superuser
     * @param asked a second one on the same sandbox, which tells what is missing while rows go to the first
     */
    public record Sandbox(Session filled, Session asked) {}

    public Sample(Session target, Sandbox sandbox, Progress progress) {
        this.target = target;
        this.sandbox = sandbox;
        this.progress = progress;
    }

    /**
     * Takes it; the rows of the migration history are there already.
     *
     * @param snapshot at which the target is read; absent for the present one
     * @return how many rows it has
     * @throws ProblemException PB621 when rows cannot be had, PB622 and PB623 for what the request asks and the schema forbids
     */
    public long take(SampleRequest request, Optional<ExportedSnapshot> snapshot) {
        String home = target.url().schema().orElse("public");
        Catalog catalog = new CatalogReader(target).read(home, home + "." + SchemaDump.HISTORY);
        Map<Table, Amount> amounts = amounts(request, catalog);
        Masks masks = new MaskRules(target, catalog).apply(request.masks());
        MaskedType.makeSalt(target);
        target.together(ExportedSnapshot.beginning(snapshot) + FAITHFUL);
        try {
            receive();
            long rows = 0;
            for (Table table : catalog.sampled()) {
                Amount amount = amounts.getOrDefault(table, request.amount());
                if (!amount.isNothing()) {
                    rows += copy(table, masks, new RootQuery(table, amount, request.seed()).tail());
                }
            }
            sandbox.filled().together("ANALYZE");
            rows += new Closure(catalog, masks, sandbox.asked(), this::copy).close();
            new Sequences(target, sandbox.filled()).copy();
            sandbox.filled().resetSettings();
            return rows;
        } finally {
            target.rollback();
        }
    }

    /** Fills the materialized views from the sample, once the schema is complete. */
    public void fillViews() {
        new MaterializedViews(target, sandbox.filled(), progress).fill();
    }

    private void receive() {
        try {
            sandbox.filled().together(RECEIVING);
        } catch (StatementFailedException e) {
            throw e.problem(ProblemCode.PB621, "The sandbox cannot receive a sample")
                    .hint("its role must be a superuser, or be granted SET ON PARAMETER session_replication_role")
                    .asException(e);
        }
    }

    private long copy(Table table, Masks masks, String tail) {
        if (table.stored().isEmpty()) {
            return 0;
        }
        progress.doing("sampling " + table.label());
        try {
            return target.copyTo(
                    sandbox.filled(),
                    "COPY (SELECT " + masks.values(table) + tail + ") TO STDOUT",
                    table.copyIn(),
                    rows -> show(table, rows));
        } catch (StatementFailedException e) {
            Problem problem = e.problem(ProblemCode.PB621, "The sample of " + table.label() + " could not be taken");
            boolean refused = e.failure().sqlState().startsWith("22")
                    || e.failure().sqlState().startsWith("23");
            throw (refused
                            ? problem.hint("the sandbox takes no such row: does a mask break a rule of the table?")
                            : problem)
                    .asException(e);
        }
    }

    private void show(Table table, long rows) {
        if (rows % 10_000 == 0) {
            progress.doing(String.format(Locale.ROOT, "sampling %s, %,d rows", table.label(), rows));
        }
    }

    private static Map<Table, Amount> amounts(SampleRequest request, Catalog catalog) {
        Map<Table, Amount> amounts = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (TableAmount wanted : request.tables()) {
            List<Table> named = catalog.named(wanted.table()).stream()
                    .filter(Table::sampled)
                    .toList();
            if (named.size() == 1) {
                amounts.put(named.get(0), wanted.amount());
            } else {
                problems.add(
                        Problem.of(
                                        ProblemCode.PB623,
                                        (named.isEmpty()
                                                        ? "The target has no table "
                                                        : "The target has several tables ")
                                                + wanted.table() + " to take rows from")
                                .at(wanted.at())
                                .hint(
                                        "write SCHEMA.TABLE, with capitals as in the database; partitions come with their table"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(problems);
        }
        return amounts;
    }
}
