package dev.pgplaybook.testing;

import dev.pgplaybook.progress.Progress;
import java.util.ArrayList;
import java.util.List;

/** Remembers all that was said. */
public final class HeardProgress implements Progress {

    private final List<String> doings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @Override
    public void doing(String what) {
        doings.add(what);
    }

    @Override
    public void note(String fact) {
        notes.add(fact);
    }

    public List<String> doings() {
        return List.copyOf(doings);
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }
}
