package dev.pgplaybook.sql.hazard;

/** A lock that a change takes on a table. */
public record TableLock(String table, LockMode mode) {}
