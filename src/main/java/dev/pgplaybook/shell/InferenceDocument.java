package dev.pgplaybook.shell;

import dev.pgplaybook.inference.Evidence;
import dev.pgplaybook.inference.Findings;
import dev.pgplaybook.inference.Judgement;
import dev.pgplaybook.inference.Verdict;
import dev.pgplaybook.schema.Drift;
import dev.pgplaybook.step.Ground;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a database was found to contain, as data. */
final class InferenceDocument {

    private InferenceDocument() {}

    static Map<String, @Nullable Object> of(
            Findings findings, List<String> supposed, Drift residual, List<String> recorded, Ground ground) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("database", ground.url().database());
        data.put("host", ground.url().host());
        data.put("port", ground.url().port());
        data.put("fingerprint", findings.database().fingerprint().hex());
        data.put(
                "migrations",
                findings.judgements().stream()
                        .map(judgement -> migration(judgement, findings, recorded))
                        .toList());
        data.put("supposed", supposed);
        data.put("residual", DriftDocument.differences(residual));
        return data;
    }

    private static Map<String, @Nullable Object> migration(
            Judgement judgement, Findings findings, List<String> recorded) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("name", judgement.migration());
        data.put("status", judgement.verdict().name());
        data.put("facts", facts(judgement));
        data.put("recorded", recorded.contains(judgement.migration()));
        if (judgement.verdict() == Verdict.UNOBSERVABLE) {
            data.put("surpassed", findings.isSurpassed(judgement.migration()));
        }
        data.put(
                "against",
                judgement.against().stream().map(InferenceDocument::evidence).toList());
        return data;
    }

    private static Map<String, @Nullable Object> facts(Judgement judgement) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("holding", judgement.holding());
        data.put("of", judgement.of());
        return data;
    }

    private static Map<String, @Nullable Object> evidence(Evidence evidence) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("fact", evidence.key());
        data.put("vote", evidence.vote().name().toLowerCase(Locale.ROOT));
        data.put("said", evidence.said());
        data.put("expected", evidence.expected().map(DriftDocument::fact).orElse(null));
        data.put("found", evidence.found().map(DriftDocument::fact).orElse(null));
        return data;
    }
}
