package dev.pgplaybook.playbook;

import java.time.Duration;
import java.util.Optional;

/**
 * What a sandbox's provider is told beside its name.
 *
 * @param version the major version that is wanted, whatever the target's is
 * @param image the container's
 * @param pullTimeout how long the image's download may take
 * @param url of the server where databases are made; there for that provider and for no other
 */
public record ProviderOptions(
        Optional<Integer> version, Optional<String> image, Optional<Duration> pullTimeout, Optional<Text> url) {

    public static final ProviderOptions NONE =
            new ProviderOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
