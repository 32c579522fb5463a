/**
 * What happened, as plain data, and its record on disk. Outcomes, plans and findings are told apart here from the code that makes
 * them, so that a run can be read without a database. May use {@code playbook}.
 */
@NullMarked
package dev.pgplaybook.journal;

import org.jspecify.annotations.NullMarked;
