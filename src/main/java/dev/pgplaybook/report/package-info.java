/**
 * A run for people who were not there: HTML, Markdown and JSON, made of its journal alone. May use {@code journal}.
 */
@NullMarked
package dev.pgplaybook.report;

import org.jspecify.annotations.NullMarked;
