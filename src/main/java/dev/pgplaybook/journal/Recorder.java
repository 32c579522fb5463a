package dev.pgplaybook.journal;

/** Where events go. */
public interface Recorder {

    void record(Event event);

    /** Returns once everything recorded so far is on disk. Called before and after every change. */
    void sync();

    /**
     * Begins what {@link #sync} does for everything recorded so far, and returns at once, so that the disk works while the server does.
     *
     * @return returns once it is done
     */
    default Runnable syncing() {
        sync();
        return () -> {};
    }
}
