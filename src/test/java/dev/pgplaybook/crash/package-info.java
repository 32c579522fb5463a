/**
 * Kills the real program at every point of the story's run and lets it resume: whatever was cut off, the end must be that of a run that
 * nobody disturbed. Nothing in the program knows of this: a debugger stops it between two events, and triggers in the database hold a
 * statement while it is under way.
 */
@NullMarked
package dev.pgplaybook.crash;

import org.jspecify.annotations.NullMarked;
