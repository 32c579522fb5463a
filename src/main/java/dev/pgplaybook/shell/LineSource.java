package dev.pgplaybook.shell;

/** Where a person's answers come from. */
interface LineSource {

    /**
     * Asks, and gives the line that was typed.
     *
     * @throws LeftException when the person left with Ctrl-C or Ctrl-D instead
     */
    String ask(String question);

    /** A person who left a question without an answer. */
    final class LeftException extends RuntimeException {
        LeftException() {
            super("left without an answer");
        }
    }
}
