package dev.pgplaybook.likeness.synthetic;

import java.util.List;

/**
 * A table after it was filled.
 *
 * @param rows how many were made
 * @param notes why there are fewer than wanted, or what is not as in life
 */
public record Filled(String table, long rows, List<String> notes) {

    public Filled {
        notes = List.copyOf(notes);
    }
}
