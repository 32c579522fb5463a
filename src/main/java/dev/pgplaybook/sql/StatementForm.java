package dev.pgplaybook.sql;

import java.util.List;

/**
 * What a statement is to the table of lock facts, such as {@code ALTER TABLE ADD COLUMN}, read from its words alone. One statement has
 * several where it does several things.
 *
 * @param offset where in the source the words are that make it this form
 * @param named the relations that the statement names, as written
 */
public record StatementForm(String name, int offset, List<Named> named) {

    /** A relation, and what it is to the statement. */
    public record Named(RelationRole role, String relation) {}
}
