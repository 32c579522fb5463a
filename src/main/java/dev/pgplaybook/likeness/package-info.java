/**
 * Making a sandbox resemble something. May use {@code sql}, {@code migration}, {@code schema} and {@code sandbox}.
 */
@NullMarked
package dev.pgplaybook.likeness;

import org.jspecify.annotations.NullMarked;
