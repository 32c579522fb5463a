package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import java.util.List;
import java.util.Optional;

/** A database that a playbook names. */
public sealed interface TargetSpec {

    String name();

    Location at();

    /** A database that exists. A protected one needs its own name typed before anything changes. */
    record Server(String name, Text url, boolean isProtected, boolean disposable, Location at) implements TargetSpec {}

    /**
     * A sandbox that is made for each walk.
     *
     * @param services the services that a rehearsal on it starts; absent for all
     */
    record Disposable(String name, SandboxSpec sandbox, Optional<List<String>> services, Location at)
            implements TargetSpec {}
}
