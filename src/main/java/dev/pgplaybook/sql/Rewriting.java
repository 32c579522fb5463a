package dev.pgplaybook.sql;

import java.util.List;
import java.util.function.Function;

/**
 * A part of a text with places in it replaced: one way for the driver, another in what the driver sends on to the server.
 *
 * @param edits in order, without overlap, inside the part
 */
record Rewriting(String text, int start, int end, List<Edit> edits) {

    /** What takes the place of the characters from {@code start} to {@code end}. */
    record Edit(int start, int end, String driver, String server) {}

    String forDriver() {
        return apply(Edit::driver);
    }

    String forServer() {
        return apply(Edit::server);
    }

    private String apply(Function<Edit, String> replacement) {
        StringBuilder result = new StringBuilder();
        int from = start;
        for (Edit edit : edits) {
            result.append(text, from, edit.start()).append(replacement.apply(edit));
            from = edit.end();
        }
        return result.append(text, from, end).toString();
    }

    /** The offset in the text of a UTF-16 offset in what the server was sent. */
    int original(int serverOffset) {
        int shift = start;
        for (Edit edit : edits) {
            int sent = edit.start() - shift;
            if (serverOffset < sent) {
                break;
            }
            if (serverOffset < sent + edit.server().length()) {
                return edit.start();
            }
            shift += edit.end() - edit.start() - edit.server().length();
        }
        return serverOffset + shift;
    }
}
