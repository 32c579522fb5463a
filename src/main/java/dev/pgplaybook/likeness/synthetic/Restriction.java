package dev.pgplaybook.likeness.synthetic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What CHECKs let a column be, as far as they are understood. Grows narrower only. */
final class Restriction {

    /** A bound, and whether it belongs to what is allowed. */
    record Bound(String text, boolean inclusive) {

        Optional<BigDecimal> number() {
            try {
                return Optional.of(new BigDecimal(text.strip()));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    private Optional<List<String>> allowed = Optional.empty();
    private Optional<Bound> low = Optional.empty();
    private Optional<Bound> high = Optional.empty();
    private int minLength;
    private int maxLength = Integer.MAX_VALUE;
    private boolean notNull;
    private final List<String> patterns = new ArrayList<>();

    Restriction copy() {
        Restriction copy = new Restriction();
        copy.and(this);
        return copy;
    }

    void and(Restriction other) {
        other.allowed.ifPresent(this::allow);
        other.low.ifPresent(bound -> atLeast(bound));
        other.high.ifPresent(bound -> atMost(bound));
        length(other.minLength, other.maxLength);
        notNull |= other.notNull;
        patterns.addAll(other.patterns);
    }

    void allow(List<String> values) {
        allowed = Optional.of(
                allowed.map(before -> before.stream().filter(values::contains).toList())
                        .orElse(List.copyOf(values)));
    }

    void atLeast(Bound bound) {
        low = Optional.of(low.filter(before -> compare(before.text, bound.text) > 0
                        || (compare(before.text, bound.text) == 0 && !before.inclusive))
                .orElse(bound));
    }

    void atMost(Bound bound) {
        high = Optional.of(high.filter(before -> compare(before.text, bound.text) < 0
                        || (compare(before.text, bound.text) == 0 && !before.inclusive))
                .orElse(bound));
    }

    void length(int min, int max) {
        minLength = Math.max(minLength, min);
        maxLength = Math.min(maxLength, max);
    }

    void notNull() {
        notNull = true;
    }

    void matches(String regex) {
        patterns.add(regex);
    }

    Optional<List<String>> allowed() {
        return allowed;
    }

    Optional<Bound> low() {
        return low;
    }

    Optional<Bound> high() {
        return high;
    }

    int minLength() {
        return minLength;
    }

    int maxLength() {
        return maxLength;
    }

    boolean isNotNull() {
        return notNull;
    }

    List<String> patterns() {
        return patterns;
    }

    /** Numbers as numbers; dates and texts as texts, which ISO dates are made for. */
    private static int compare(String a, String b) {
        Optional<BigDecimal> one = new Bound(a, true).number();
        Optional<BigDecimal> other = new Bound(b, true).number();
        return one.isPresent() && other.isPresent() ? one.get().compareTo(other.get()) : a.compareTo(b);
    }
}
