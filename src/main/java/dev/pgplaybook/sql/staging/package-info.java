/** Turns a risky migration into stages, as text. Depends on {@code sql.hazard} for what is known of the schema before it. */
@NullMarked
package dev.pgplaybook.sql.staging;

import org.jspecify.annotations.NullMarked;
