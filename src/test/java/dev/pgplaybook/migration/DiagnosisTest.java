package dev.pgplaybook.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    @Test
    void everyKindStandsInTheManualOnce() throws IOException {
        Pattern rows = Pattern.compile("(?m)^\\| (`[^|]+`) \\|");
        List<String> documented = new ArrayList<>();
        Matcher matcher = rows.matcher(Files.readString(Path.of("docs/history.md")));
        while (matcher.find()) {
            documented.addAll(Arrays.asList(matcher.group(1).replace("`", "").split(", ")));
        }

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Diagnosis.Kind.values())
                        .map(Diagnosis.Kind::word)
                        .toList());
    }
}
