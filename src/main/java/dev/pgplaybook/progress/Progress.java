package dev.pgplaybook.progress;

/** Where long work says what it is doing. Implementations show it or drop it; the work never knows. */
public interface Progress {

    /** Says what is being done now, in the present tense and a few words, replacing what was said before. */
    void doing(String what);

    /** Says something that stays on the screen: a fact that the operator should have seen, such as a choice that was made for them. */
    void note(String fact);

    /** Nobody is watching. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void doing(String what) {}

            @Override
            public void note(String fact) {}
        };
    }
}
