package dev.pgplaybook.shell;

import java.util.List;

/** Where a person's answers come from. */
interface LineSource {

    /**
     * Asks, and gives the line that was typed.
     *
     * @throws LeftException when the person left with Ctrl-C or Ctrl-D instead
     */
    String ask(String question);

    /** The same for an answer that is one key, taken as it is pressed where keys can be read; otherwise a line. */
    default String key(String question) {
        return ask(question);
    }

    /** The same for what nobody may read over a shoulder; nothing of it is kept. */
    default String secret(String question) {
        return ask(question);
    }

    /** Shows a long text a screen at a time; gives whether it was shown. */
    default boolean page(String title, List<String> lines) {
        return false;
    }

    /** A person who left a question without an answer. */
    final class LeftException extends RuntimeException {
        private final boolean atTheEnd;

        /** @param atTheEnd whether with Ctrl-D, after which nothing more comes, rather than with Ctrl-C */
        LeftException(boolean atTheEnd) {
            super("left without an answer");
            this.atTheEnd = atTheEnd;
        }

        boolean atTheEnd() {
            return atTheEnd;
        }
    }
}
