/** What tests of every package share: a real server, a database for each test, patience. */
@NullMarked
package dev.pgplaybook.testing;

import org.jspecify.annotations.NullMarked;
