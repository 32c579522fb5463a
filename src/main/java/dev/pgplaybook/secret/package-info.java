/** What is secret, and the masking that every sink applies. Depends on the JDK alone; every package may use it. */
@NullMarked
package dev.pgplaybook.secret;

import org.jspecify.annotations.NullMarked;
