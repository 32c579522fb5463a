/**
 * Rows made up to satisfy a schema's constraints, and rows that break those still to come. May use {@code sql} and
 * {@code migration}.
 */
@NullMarked
package dev.pgplaybook.likeness.synthetic;

import org.jspecify.annotations.NullMarked;
