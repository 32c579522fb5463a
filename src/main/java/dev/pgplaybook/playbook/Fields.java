package dev.pgplaybook.playbook;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.ProblemCode;
import dev.pgplaybook.problem.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A mapping whose keys are known. Keys that do not belong are reported at once; one that is asked for and missing, when asked for. */
final class Fields {

    private final Field owner;
    private final List<Node.Entry> entries;
    private final Shape shape;

    Fields(Field owner, Shape shape) {
        this.owner = owner;
        this.shape = shape;
        this.entries = owner.node() instanceof Node.Mapping mapping ? mapping.entries() : List.of();
        for (Node.Entry entry : entries) {
            if (!shape.keys().contains(entry.key())) {
                report(ProblemCode.PB102, entry.at(), owner.name() + " has no key " + entry.key(), suggestion(entry));
            }
        }
    }

    private String suggestion(Node.Entry entry) {
        return Suggestion.hint(entry.key(), shape.keys());
    }

    Location at() {
        return owner.node().at();
    }

    String path() {
        return owner.name();
    }

    Reading reading() {
        return owner.reading();
    }

    boolean has(String key) {
        return entry(key).isPresent();
    }

    /** Whether one of these keys may be there under a misspelt name, which has been reported. */
    private boolean isMisspelt(Collection<String> keys) {
        return entries.stream()
                .filter(entry -> !shape.keys().contains(entry.key()))
                .flatMap(entry -> Suggestion.nearest(entry.key(), shape.keys()).stream())
                .anyMatch(keys::contains);
    }

    /** Whether none of these keys was written, in whatever spelling. */
    boolean lacks(Collection<String> keys) {
        return owner.isWholeMapping() && keys.stream().noneMatch(this::has) && !isMisspelt(keys);
    }

    boolean hasEmptyList() {
        return entries.stream()
                .anyMatch(entry -> entry.value() instanceof Node.Sequence list
                        && list.items().isEmpty());
    }

    Optional<Field> find(String key) {
        return entry(key).map(entry -> owner.child(key, entry.value()));
    }

    /** The value of a key that must be there; a missing value where it is not. */
    Field require(String key, String hint) {
        return find(key).orElseGet(() -> {
            if (lacks(List.of(key))) {
                report(ProblemCode.PB104, at(), owner.childName(key) + " is missing", hint);
            }
            return owner.child(key, new Node.Missing(at()));
        });
    }

    /** The keys among these that are there; unless it is exactly one, a problem. */
    List<String> oneOf(List<String> alternatives, ProblemCode none, ProblemCode several) {
        List<String> present = alternatives.stream().filter(this::has).toList();
        if (lacks(alternatives)) {
            report(
                    none,
                    at(),
                    path() + " has none of " + String.join(", ", alternatives),
                    "give it exactly one of them");
        }
        if (present.size() > 1) {
            report(
                    several,
                    keyAt(present.get(1)),
                    path() + " has " + String.join(" and ", present) + ", which exclude each other",
                    "keep one of them");
        }
        return present;
    }

    /** Refuses a key that is known here, but not beside the others that are there. */
    void refuse(String key, String hint) {
        entry(key)
                .ifPresent(entry -> report(
                        ProblemCode.PB102,
                        entry.at(),
                        owner.childName(key) + " has no place beside the other keys",
                        hint));
    }

    Location keyAt(String key) {
        return entry(key).map(Node.Entry::at).orElseGet(this::at);
    }

    private Optional<Node.Entry> entry(String key) {
        return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    private void report(ProblemCode code, Location at, String message, String hint) {
        reading().problems().add(code, at, message, hint);
    }
}
