package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.lock.LockMode;

/** A lock that a change takes on a table. */
public record TableLock(String table, LockMode mode) {}
