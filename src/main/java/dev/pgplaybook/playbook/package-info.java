/**
 * The playbook as data, and the reader that makes it from YAML with a place for every problem. May use {@code problem}, {@code secret}
 * and, since SQL in a playbook is held against what SQL allows while it is loaded, {@code sql}.
 */
@NullMarked
package dev.pgplaybook.playbook;

import org.jspecify.annotations.NullMarked;
