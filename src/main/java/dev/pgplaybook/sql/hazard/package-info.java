/**
 * What a migration can do to a live database: the linter, its rules as data, and what it must be told of a target. Depends on
 * {@code sql} and {@code sql.change}; it never touches a database.
 */
@NullMarked
package dev.pgplaybook.sql.hazard;

import org.jspecify.annotations.NullMarked;
