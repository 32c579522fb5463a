/** Holds pgplaybook against Prisma's own command line: what both do to equal databases with equal folders. */
@NullMarked
package dev.pgplaybook.parity;

import org.jspecify.annotations.NullMarked;
