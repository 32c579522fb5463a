package dev.pgplaybook.sandbox;

import java.util.Optional;

/**
 * What sandbox is wanted.
 *
 * @param label what it is for, such as a run's name; its traces on the machine are named after it
 * @param majorVersion the PostgreSQL that it should resemble; absent for the one that is at hand
 */
public record SandboxRequest(String label, Optional<Integer> majorVersion) {

    public static SandboxRequest of(String label) {
        return new SandboxRequest(label, Optional.empty());
    }
}
