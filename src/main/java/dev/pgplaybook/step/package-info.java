/**
 * What each kind of step does, one runner a kind, and the life of a rehearsal around them. May use everything but {@code report} and
 * {@code shell}.
 */
@NullMarked
package dev.pgplaybook.step;

import org.jspecify.annotations.NullMarked;
