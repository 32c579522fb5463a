/**
 * SQL as text: the splitter, its lexical classification and the variables in it. Depends on {@code problem} alone, and never touches
 * a database.
 */
@NullMarked
package dev.pgplaybook.sql;

import org.jspecify.annotations.NullMarked;
