/** Disposable databases. May use {@code database} and {@code process}; the one importer of Testcontainers and embedded binaries. */
@NullMarked
package dev.pgplaybook.sandbox;

import org.jspecify.annotations.NullMarked;
