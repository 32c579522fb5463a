/**
 * One database: where it is, a session on it, and what its errors mean. May use {@code problem}, {@code secret} and {@code progress}.
 */
@NullMarked
package dev.pgplaybook.database;

import org.jspecify.annotations.NullMarked;
