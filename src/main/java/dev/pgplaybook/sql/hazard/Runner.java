package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.sql.ExecutionModel;

/**
 * Who runs the migrations, as far as it decides what a statement can do.
 *
 * @param model how a file is sent
 * @param bounded whether it sets lock_timeout and statement_timeout before the first statement
 */
public record Runner(String name, ExecutionModel model, boolean bounded) {

    /** This program with nothing said. */
    public static final Runner PGPLAYBOOK = of(ExecutionModel.TRANSACTION);

    /** Prisma up to 7.3, which sets nothing. */
    public static final Runner PRISMA = new Runner("prisma", ExecutionModel.WHOLE_SCRIPT, false);

    /** Prisma from 7.4. */
    public static final Runner PRISMA_7_4 = new Runner("prisma-7.4", ExecutionModel.PER_STATEMENT, false);

    /** psql, whose statements commit each alone. */
    public static final Runner PSQL = new Runner("psql", ExecutionModel.PER_STATEMENT, false);

    /** This program in one of its models. */
    public static Runner of(ExecutionModel model) {
        return new Runner("pgplaybook", model, true);
    }
}
