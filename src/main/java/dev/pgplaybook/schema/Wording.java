package dev.pgplaybook.schema;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.pgplaybook.schema.Wording.Segment.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Two wordings of one definition as one text, with what has changed marked. Without what is marked as added it is the first to the
 * letter, and without what is marked as removed the second.
 */
public record Wording(List<Segment> segments) {

    /** A stretch of the text. */
    public record Segment(Mark mark, String text) {

        /** Whose text it is. */
        public enum Mark {
            KEPT,
            REMOVED,
            ADDED,
            /** Text of both that is far from any change and was left out. */
            LEFT_OUT;

            public String word() {
                return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            }
        }
    }

    /** A quoted name or text, a word, blanks, or a sign. */
    private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|'[^']*'|\\w+|\\s+|.");

    private static final Pattern LINE = Pattern.compile("[^\n]*\n|[^\n]+");

    public Wording {
        segments = List.copyOf(segments);
    }

    /** Compares line by line, and the lines that have changed word by word. */
    public static Wording between(String before, String after) {
        Marking marking = new Marking();
        for (AbstractDelta<String> lines : deltas(before, after, LINE)) {
            String ours = joined(lines.getSource().getLines());
            String theirs = joined(lines.getTarget().getLines());
            if (ours.equals(theirs)) {
                marking.add(Mark.KEPT, ours);
                continue;
            }
            for (AbstractDelta<String> words : deltas(ours, theirs, TOKEN)) {
                marking.words(
                        joined(words.getSource().getLines()),
                        joined(words.getTarget().getLines()));
            }
            marking.settle();
        }
        return new Wording(marking.segments());
    }

    private static List<AbstractDelta<String>> deltas(String before, String after, Pattern unit) {
        return DiffUtils.diff(units(before, unit), units(after, unit), true).getDeltas();
    }

    private static List<String> units(String text, Pattern unit) {
        return unit.matcher(text).results().map(MatchResult::group).toList();
    }

    private static String joined(List<String> units) {
        return String.join("", units);
    }

    /** With at most so many lines before and behind each change; what lies further is left out. */
    public Wording inContext(int lines) {
        List<Segment> near = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            List<String> kept = units(segment.text(), LINE);
            int ahead = i == 0 ? 0 : lines + 1;
            int behind = i == segments.size() - 1 ? 0 : lines + 1;
            if (segment.mark() != Mark.KEPT || kept.size() <= ahead + behind + 1) {
                near.add(segment);
                continue;
            }
            near.add(new Segment(Mark.KEPT, joined(kept.subList(0, ahead))));
            near.add(new Segment(Mark.LEFT_OUT, joined(kept.subList(ahead, kept.size() - behind))));
            near.add(new Segment(Mark.KEPT, joined(kept.subList(kept.size() - behind, kept.size()))));
        }
        return new Wording(near.stream().filter(s -> !s.text().isEmpty()).toList());
    }

    public String before() {
        return without(Mark.ADDED);
    }

    public String after() {
        return without(Mark.REMOVED);
    }

    private String without(Mark mark) {
        return segments.stream()
                .filter(segment -> segment.mark() != mark)
                .map(Segment::text)
                .collect(Collectors.joining());
    }

    /** Gathers segments. What is removed and added with but blanks in between is one change: to mark word by word would read badly. */
    private static final class Marking {

        private final List<Segment> segments = new ArrayList<>();
        private final StringBuilder removed = new StringBuilder();
        private final StringBuilder added = new StringBuilder();
        private String blanks = "";

        void words(String ours, String theirs) {
            if (!ours.equals(theirs)) {
                removed.append(blanks).append(ours);
                added.append(blanks).append(theirs);
                blanks = "";
            } else if (ours.isBlank() && removed.length() + added.length() > 0) {
                blanks = blanks + ours;
            } else {
                settle();
                add(Mark.KEPT, ours);
            }
        }

        void settle() {
            add(Mark.REMOVED, removed.toString());
            add(Mark.ADDED, added.toString());
            add(Mark.KEPT, blanks);
            removed.setLength(0);
            added.setLength(0);
            blanks = "";
        }

        void add(Mark mark, String text) {
            int last = segments.size() - 1;
            if (text.isEmpty()) {
                return;
            }
            if (last >= 0 && segments.get(last).mark() == mark) {
                segments.set(last, new Segment(mark, segments.get(last).text() + text));
            } else {
                segments.add(new Segment(mark, text));
            }
        }

        List<Segment> segments() {
            return segments;
        }
    }
}
