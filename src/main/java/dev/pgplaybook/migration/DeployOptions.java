package dev.pgplaybook.migration;

import dev.pgplaybook.sql.ExecutionModel;

/** How a deployment goes about it. {@code lockAttempts} counts the first one. */
public record DeployOptions(ExecutionModel model, int lockAttempts) {}
