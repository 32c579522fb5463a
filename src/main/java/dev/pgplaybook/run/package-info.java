/**
 * The walk: what happens to every step, whatever its kind and whoever is asked. Knows no database. May use {@code journal} and
 * {@code progress}.
 */
@NullMarked
package dev.pgplaybook.run;

import org.jspecify.annotations.NullMarked;
