/**
 * What a database's schema is: a {@code Snapshot} of facts, its {@code Fingerprint}, and the {@code Drift} between two of them. May use
 * {@code database}.
 */
@NullMarked
package dev.pgplaybook.schema;

import org.jspecify.annotations.NullMarked;
