package dev.pgplaybook.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A page that is made of the code: what is checked in is what the code says today. {@code -Dgolden.update=true} renews it. */
public final class MadePage {

    private MadePage() {}

    public static void hold(Path page, String text) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(Objects.requireNonNull(page.getParent()));
            Files.writeString(page, text);
        }
        assertThat(page).hasContent(text);
    }
}
