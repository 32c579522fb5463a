/** What can go wrong, said once for every sink. Depends on the JDK alone; every package may use it. */
@NullMarked
package dev.pgplaybook.problem;

import org.jspecify.annotations.NullMarked;
