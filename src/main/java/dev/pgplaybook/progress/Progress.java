package dev.pgplaybook.progress;

/** Where long work says what it is doing. Implementations show it or drop it; the work never knows. */
public interface Progress {

    /** Says what is being done now, in the present tense and a few words, replacing what was said before. */
    void doing(String what);

    /** Says something that stays on the screen: a fact that the operator should have seen, such as a choice that was made for them. */
    void note(String fact);

    /** Whether anybody sees what is said, so that it is worth finding out. */
    default boolean isWatched() {
        return true;
    }

    /** Nobody is watching. */
    static Progress silent() {
        return new Progress() {
            @Override
            public boolean isWatched() {
                return false;
            }

            @Override
            public void doing(String what) {}

            @Override
            public void note(String fact) {}
        };
    }
}
