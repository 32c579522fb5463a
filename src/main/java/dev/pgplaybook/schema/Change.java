package dev.pgplaybook.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is said otherwise of a part of a schema, in the lines of {@link SnapshotQuery#joined}.
 *
 * @param gone what is no more as it was
 * @param come what there is in its place, or anew
 */
record Change(Collection<String> gone, Collection<String> come) {

    static Change between(Collection<String> before, Collection<String> now) {
        Set<String> gone = new HashSet<>(before);
        List<String> come = new ArrayList<>();
        for (String line : now) {
            if (!gone.remove(line)) {
                come.add(line);
            }
        }
        return new Change(gone, come);
    }
}
