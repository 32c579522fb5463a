package dev.pgplaybook.journal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * Whether a journal is as it was written. Its chain alone shows an edit, a removal or a swap of any line but the last; what was cut off
 * or put behind shows only against a head that was kept elsewhere.
 *
 * @param flaws what is wrong, each in a sentence; none where the chain holds
 * @param hashes of its lines, in their order
 * @param torn a line that a crash broke off; it was never part of the record
 */
public record Verification(List<String> flaws, List<String> hashes, Optional<String> torn) {

    public Verification {
        flaws = List.copyOf(flaws);
        hashes = List.copyOf(hashes);
    }

    public static Verification of(RunDirectory run) {
        Lines lines = Lines.of(JournalFile.bytes(run.journal()));
        Chain chain = new Chain();
        lines.whole().forEach(line -> add(chain, line));
        String torn = lines.torn();
        return new Verification(chain.flaws(), chain.hashes(), torn.isEmpty() ? Optional.empty() : Optional.of(torn));
    }

    private static void add(Chain chain, byte[] line) {
        try {
            if (Json.read(new String(line, StandardCharsets.UTF_8)) instanceof Map<?, ?> fields) {
                chain.add(line, String.valueOf(fields.get("seq")), String.valueOf(fields.get("prev")));
            } else {
                chain.addUnreadable(line);
            }
        } catch (JacksonException e) {
            chain.addUnreadable(line);
        }
    }

    public Head head() {
        return new Head(hashes.size(), hashes.isEmpty() ? "" : hashes.get(hashes.size() - 1));
    }

    /** What a hash that was kept elsewhere has against it: what was cut off, changed or put behind since. */
    public Optional<String> against(String kept) {
        List<String> fitting =
                hashes.stream().filter(hash -> hash.startsWith(kept)).toList();
        if (fitting.isEmpty()) {
            return Optional.of("no line has the hash " + kept + ": lines were cut off or changed since it was kept");
        }
        int behind = hashes.size() - 1 - hashes.indexOf(fitting.get(0));
        return behind == 0
                ? Optional.empty()
                : Optional.of((behind == 1 ? "1 line was" : behind + " lines were")
                        + " put behind the one with the hash " + kept);
    }

    /** The same for a head that tells the number of lines too. */
    public Optional<String> against(Head kept) {
        if (kept.entries() > hashes.size()) {
            long missing = kept.entries() - hashes.size();
            return Optional.of((missing == 1 ? "1 line is" : missing + " lines are")
                    + " missing at its end: there were " + kept.entries());
        }
        return against(kept.hash());
    }
}
