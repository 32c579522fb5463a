package dev.pgplaybook.sql.change;

/** One thing that a statement does. Names, types and expressions are as written. */
public sealed interface Change permits TableChange, IndexChange, ObjectChange, RowChange, SessionChange, Change.Other {

    Part part();

    /** What no rule has a question about, or what is not read: its verb tells what it is. */
    record Other(Part part, String verb) implements Change {}
}
