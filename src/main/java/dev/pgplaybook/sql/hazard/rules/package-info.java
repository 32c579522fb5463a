/** One file for each rule, named by the rule's id. They are found through {@code Rules}. */
@NullMarked
package dev.pgplaybook.sql.hazard.rules;

import org.jspecify.annotations.NullMarked;
