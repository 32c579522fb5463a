package dev.pgplaybook.journal;

import java.util.List;
import java.util.Optional;

/**
 * What a step would do, made without changing anything.
 *
 * @param lines in the order in which they would happen
 * @param changes whether the target would change
 * @param destructive whether something would be lost that no transaction brings back; blanket consent does not cover it
 */
public record Plan(List<Line> lines, boolean changes, boolean destructive) {

    public Plan {
        lines = List.copyOf(lines);
    }

    public static Plan nothing(String why) {
        return new Plan(List.of(Line.read(why)), false, false);
    }

    /**
     * One thing that would happen.
     *
     * @param detail the whole text behind the line, shown when the operator asks for more
     * @param at the place in the user's file
     */
    public record Line(Basis basis, String text, Optional<String> detail, Optional<String> at) {

        public static Line previewed(String text) {
            return new Line(Basis.PREVIEWED, text, Optional.empty(), Optional.empty());
        }

        public static Line read(String text) {
            return new Line(Basis.READ, text, Optional.empty(), Optional.empty());
        }

        public static Line notPreviewable(String text) {
            return new Line(Basis.NOT_PREVIEWABLE, text, Optional.empty(), Optional.empty());
        }

        public Line detail(String whole) {
            return new Line(basis, text, Optional.of(whole), at);
        }

        public Line at(Object place) {
            return new Line(basis, text, detail, Optional.of(place.toString()));
        }
    }

    /** How far a line can be believed. */
    public enum Basis {
        PREVIEWED("previewed"),
        READ("read from the target"),
        NOT_PREVIEWABLE("cannot be previewed");

        private final String words;

        Basis(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
