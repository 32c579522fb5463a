package dev.pgplaybook.journal;

import java.util.List;

/** One recorder for several: the first is the record, and the others hear of an event only once it is in there. */
public record Broadcast(List<Recorder> recorders) implements Recorder {

    public Broadcast {
        recorders = List.copyOf(recorders);
    }

    @Override
    public void record(Event event) {
        recorders.forEach(recorder -> recorder.record(event));
    }

    @Override
    public void sync() {
        recorders.forEach(Recorder::sync);
    }

    @Override
    public Runnable syncing() {
        List<Runnable> begun = recorders.stream().map(Recorder::syncing).toList();
        return () -> begun.forEach(Runnable::run);
    }
}
