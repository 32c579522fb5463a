/**
 * The command line and the interactive shell: commands, prompts, views, wiring. May use everything; the one importer of Spring Shell
 * and JLine, and the one place that prints.
 */
@NullMarked
package dev.pgplaybook.shell;

import org.jspecify.annotations.NullMarked;
