package dev.pgplaybook.step;

/** What a walk does once, before it first changes a real server: look the server over, and note where a restore would go back to. */
final class FirstChange {

    private boolean lookedOver;
    private boolean made;

    /** Whether the server has still to be looked over; says so once. */
    boolean needsLook() {
        boolean needed = !lookedOver;
        lookedOver = true;
        return needed;
    }

    /** Whether nothing has changed so far; says so once. */
    boolean isNow() {
        boolean now = !made;
        made = true;
        return now;
    }
}
