/**
 * What every form of statement locks, rewrites and scans, by major version: facts that real servers were asked for, read from a table
 * that a test holds against them. Depends on {@code sql} and {@code problem} alone, and never touches a database.
 */
@NullMarked
package dev.pgplaybook.lock;

import org.jspecify.annotations.NullMarked;
