/** Programs with limits, and services that run beside a rehearsal. May use {@code problem}, {@code secret} and {@code progress}. */
@NullMarked
package dev.pgplaybook.process;

import org.jspecify.annotations.NullMarked;
