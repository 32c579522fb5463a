package dev.pgplaybook.run;

/** How much of a step that was begun before has taken effect, once that is known. */
public enum Standing {
    /** Nothing: it is taken from its beginning. */
    NOTHING,
    /** A part: the rest is left to do, and nothing of the part is done again. */
    PART,
    /** All of it: what is left is to see that it did what it should. */
    ALL
}
