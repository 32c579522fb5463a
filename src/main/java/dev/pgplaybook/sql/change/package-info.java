/**
 * What statements change, as a model that says it in so many words: read from the lexer's tokens alone, so that a plan may use it
 * where the grammar would be too dear. Depends on {@code sql}.
 */
@NullMarked
package dev.pgplaybook.sql.change;

import org.jspecify.annotations.NullMarked;
