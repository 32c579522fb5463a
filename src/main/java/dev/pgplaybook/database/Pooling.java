package dev.pgplaybook.database;

/**
 * What is known of a pooler in transaction mode between us and the server. That none was shown does not prove that there is none.
 *
 * @param said how it is known, as a sentence without a full stop; empty where none is shown
 */
public record Pooling(State state, String said) {

    /** Neither the URL nor a connection has been asked. */
    public static final Pooling NOT_ASKED = new Pooling(State.NOT_ASKED, "");

    public static final Pooling NOT_SHOWN = new Pooling(State.NOT_SHOWN, "");

    /** How much is known. */
    public enum State {
        NOT_ASKED,
        NOT_SHOWN,
        SHOWN
    }

    static Pooling shown(String how) {
        return new Pooling(State.SHOWN, how);
    }

    public boolean isShown() {
        return state == State.SHOWN;
    }

    boolean isAsked() {
        return state != State.NOT_ASKED;
    }
}
