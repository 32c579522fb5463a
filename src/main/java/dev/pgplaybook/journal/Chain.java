package dev.pgplaybook.journal;

import java.util.ArrayList;
import java.util.List;

/** Follows a journal line by line: each has the next number, and the hash of the one before. */
final class Chain {

    private final List<String> hashes = new ArrayList<>();
    private final List<String> flaws = new ArrayList<>();

    /** Takes a line that says of itself which number it has and what it continues. */
    void add(byte[] line, String sequence, String previous) {
        String at = at();
        if (!sequence.equals(String.valueOf(hashes.size() + 1))) {
            flaws.add(at + " has the number " + sequence + ": lines were removed, added or moved");
        } else if (!previous.equals(head())) {
            flaws.add(at + " does not continue the line before it: one of the two was changed or moved");
        }
        hashes.add(Hash.of(line));
    }

    void addUnreadable(byte[] line) {
        flaws.add(at() + " is not an event");
        hashes.add(Hash.of(line));
    }

    private String at() {
        return "line " + (length() + 1);
    }

    int length() {
        return hashes.size();
    }

    /** Each in a sentence; none where the chain holds. */
    List<String> flaws() {
        return List.copyOf(flaws);
    }

    List<String> hashes() {
        return List.copyOf(hashes);
    }

    /** The hash of the last line; empty before the first. */
    String head() {
        return hashes.isEmpty() ? "" : hashes.get(hashes.size() - 1);
    }
}
