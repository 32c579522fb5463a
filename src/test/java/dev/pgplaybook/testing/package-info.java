/** What several packages' tests share. */
@NullMarked
package dev.pgplaybook.testing;

import org.jspecify.annotations.NullMarked;
