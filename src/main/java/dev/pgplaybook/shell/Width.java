package dev.pgplaybook.shell;

import java.util.PrimitiveIterator;
import org.jline.utils.WCWidth;

/** How many columns a text takes on a terminal: East Asian letters and pictures take two, accents and joiners none. */
final class Width {

    private static final int JOINER = 0x200D;

    /** What sets a colour takes no room. */
    static final String COLOUR = "\u001b\\[[0-9;]*m";

    private Width() {}

    static int of(String text) {
        int width = 0;
        boolean joined = false;
        PrimitiveIterator.OfInt letters = bare(text).codePoints().iterator();
        while (letters.hasNext()) {
            int letter = letters.nextInt();
            // What a joiner joins is one picture.
            width += joined ? 0 : of(letter);
            joined = letter == JOINER;
        }
        return width;
    }

    /** Without colours. */
    static String bare(String text) {
        return text.replaceAll(COLOUR, "");
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /** The text without colours, cut to a width; what is cut is marked. */
    static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 1;
        for (int letter : text.codePoints().toArray()) {
            used += of(letter);
            if (used > width) {
                break;
            }
            kept.appendCodePoint(letter);
        }
        return width < 1 ? "" : kept.append('…').toString();
    }

    private static int of(int letter) {
        return letter < 0x7F ? 1 : Math.max(0, WCWidth.wcwidth(letter));
    }
}
