/** How long work says where it is, and how it is asked to stop. Depends on the JDK alone; every package may use it. */
@NullMarked
package dev.pgplaybook.progress;

import org.jspecify.annotations.NullMarked;
