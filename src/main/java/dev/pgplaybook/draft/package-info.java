/** A first playbook, made of what is really there: what was seen, what it leaves open, and the text. */
@NullMarked
package dev.pgplaybook.draft;

import org.jspecify.annotations.NullMarked;
