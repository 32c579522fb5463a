package dev.pgplaybook.sandbox;

import dev.pgplaybook.progress.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was said while a sandbox was made. */
final class Recorded implements Progress {

    final List<String> doing = new CopyOnWriteArrayList<>();
    final List<String> notes = new CopyOnWriteArrayList<>();

    @Override
    public void doing(String what) {
        doing.add(what);
    }

    @Override
    public void note(String fact) {
        notes.add(fact);
    }
}
