package dev.pgplaybook.shell;

import dev.pgplaybook.schema.Difference;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.schema.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A drift as data. */
final class DriftDocument {

    private DriftDocument() {}

    static Map<String, @Nullable Object> of(Drift drift, String before, String after) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("before", before);
        data.put("after", after);
        data.put("equal", drift.isEmpty());
        data.put("differences", differences(drift));
        return data;
    }

    static List<Map<String, @Nullable Object>> differences(Drift drift) {
        return drift.differences().stream().map(DriftDocument::difference).toList();
    }

    private static Map<String, @Nullable Object> difference(Difference difference) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("nature", difference.nature().word());
        data.put("kind", difference.fact().kind().word());
        data.put("identity", difference.fact().identity());
        data.put("of", difference.fact().home());
        data.put("lesser", difference.isLesser());
        data.put("title", difference.title());
        data.put("before", difference.before().map(DriftDocument::fact).orElse(null));
        data.put("after", difference.after().map(DriftDocument::fact).orElse(null));
        data.put("parts", difference.parts().stream().map(Fact::key).toList());
        return data;
    }

    static Map<String, @Nullable Object> fact(Fact fact) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("kind", fact.kind().word());
        data.put("identity", fact.identity());
        data.put("definition", fact.definition());
        return data;
    }
}
