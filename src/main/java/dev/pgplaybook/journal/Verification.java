package dev.pgplaybook.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        byte[] bytes = JournalFile.bytes(run.journal());
        List<String> flaws = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                byte[] line = java.util.Arrays.copyOfRange(bytes, start, i);
                String before = hashes.isEmpty() ? "" : hashes.get(hashes.size() - 1);
                flaw(line, hashes.size() + 1, before).ifPresent(flaws::add);
                hashes.add(Hash.of(line));
                start = i + 1;
            }
        }
        String torn = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
        return new Verification(flaws, hashes, torn.isEmpty() ? Optional.empty() : Optional.of(torn));
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

    private static Optional<String> flaw(byte[] line, int number, String before) {
        String at = "line " + number;
        try {
            if (!(Json.read(new String(line, StandardCharsets.UTF_8)) instanceof Map<?, ?> fields)) {
                return Optional.of(at + " is not an event");
            } else if (!String.valueOf(fields.get("seq")).equals(String.valueOf(number))) {
                return Optional.of(
                        at + " has the number " + fields.get("seq") + ": lines were removed, added or moved");
            }
            return before.equals(fields.get("prev"))
                    ? Optional.empty()
                    : Optional.of(at + " does not continue the line before it: one of the two was changed or moved");
        } catch (JacksonException e) {
            return Optional.of(at + " is not an event");
        }
    }
}
