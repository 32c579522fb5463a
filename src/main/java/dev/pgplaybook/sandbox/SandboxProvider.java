package dev.pgplaybook.sandbox;

import dev.pgplaybook.progress.Cancellation;
import dev.pgplaybook.progress.Progress;

/** Where sandboxes come from. */
public interface SandboxProvider {

    /**
     * Makes a sandbox that accepts connections. One that does not get that far is removed before the problem is thrown.
     *
     * @param cancellation asks for the end of this call alone: once returned, a sandbox is its caller's to close
     */
    Sandbox create(SandboxRequest request, Progress progress, Cancellation cancellation);

    /** Says what {@link #create} would make; makes nothing, and connects to nothing but a container engine. */
    Offer offer(SandboxRequest request);
}
