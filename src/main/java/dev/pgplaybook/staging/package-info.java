/** Proves on a sandbox that a staged migration ends where the original would, and that rows and writers survive it. */
@NullMarked
package dev.pgplaybook.staging;

import org.jspecify.annotations.NullMarked;
