package dev.pgplaybook.sql.hazard;

import java.util.List;

/** All that was linted together, in the order in which it would be applied. */
public record Overall(List<Scene> scenes, HistoryFacts history, List<Observed> observed) {

    public Overall {
        scenes = List.copyOf(scenes);
        observed = List.copyOf(observed);
    }

    /** The files that are still to be applied. */
    public List<Scene> pending() {
        return scenes.stream().filter(scene -> scene.file().pending()).toList();
    }
}
