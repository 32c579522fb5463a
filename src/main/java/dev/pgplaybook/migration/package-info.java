/**
 * Prisma's migrations and their history, to the letter: the folder, the checksums, the table {@code _prisma_migrations} and its
 * lock, what they say together, and the algorithms that change them. May use {@code database} and {@code sql}.
 */
@NullMarked
package dev.pgplaybook.migration;

import org.jspecify.annotations.NullMarked;
