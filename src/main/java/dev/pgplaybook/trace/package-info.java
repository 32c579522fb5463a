/**
 * What statements do to a sandbox while they run: the locks they take, what they rewrite and leave behind, and how long others wait for
 * them; held against what the lock facts foresee.
 */
@NullMarked
package dev.pgplaybook.trace;

import org.jspecify.annotations.NullMarked;
