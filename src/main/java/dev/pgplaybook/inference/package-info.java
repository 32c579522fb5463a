/**
 * Which migrations a database contains, and the proof: what each migration does to a schema is seen on a sandbox and looked for in the
 * database. May use {@code migration}, {@code schema} and {@code likeness}.
 */
@NullMarked
package dev.pgplaybook.inference;

import org.jspecify.annotations.NullMarked;
