package dev.pgplaybook.shell;

import dev.pgplaybook.journal.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the walk stands: on which target, in which run, at which step. It stands before whatever is under way, and over every question.
 *
 * @param guarded whether the target is protected, which is shown in a colour and by a sign
 */
record Standing(String target, boolean guarded, String run, String step) {

    static Standing at(Event.RunStarted run, boolean guarded) {
        return new Standing(run.target(), guarded, run.rehearsal() ? "rehearsal" : run.playbook(), "");
    }

    Standing at(String place) {
        return new Standing(target, guarded, run, place);
    }

    /** As text without colours, to be measured. */
    String plain(Style style) {
        List<String> parts = new ArrayList<>(List.of(name(style), run));
        if (!step.isEmpty()) {
            parts.add(step);
        }
        return String.join(separator(style), parts);
    }

    String shown(Style style) {
        String name = guarded ? style.alarm(name(style)) : style.green(name(style));
        return name + style.dim(plain(style).substring(name(style).length()));
    }

    private String name(Style style) {
        return guarded ? " " + style.shield() + " " + target + " " : target;
    }

    private static String separator(Style style) {
        return style.unicode() ? " · " : " - ";
    }
}
