package dev.pgplaybook.journal;

/** Where events go. */
public interface Recorder {

    void record(Event event);

    /** Returns once everything recorded so far is on disk. Called before and after every change. */
    void sync();
}
