/** What works on this machine and on a database, what will not, and what to do about it. May use {@code likeness} and what that may use. */
@NullMarked
package dev.pgplaybook.doctor;

import org.jspecify.annotations.NullMarked;
