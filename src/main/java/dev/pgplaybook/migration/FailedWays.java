package dev.pgplaybook.migration;

import dev.pgplaybook.migration.Evidence.Item;
import dev.pgplaybook.migration.Evidence.Verdict;
import dev.pgplaybook.migration.Recovery.Kind;
import dev.pgplaybook.migration.Recovery.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The ways out of a failed migration, by what is known of how far it came. */
final class FailedWays {

    private FailedWays() {}

    /** The row itself says how many statements have taken effect, and that is certain. */
    static List<Way> byCheckpoint(Checkpoint checkpoint) {
        boolean none = checkpoint.taken() == 0;
        return sorted(List.of(
                new Way(
                        Kind.RESUME,
                        Optional.empty(),
                        none
                                ? "applies it from its beginning, with the file as it is now"
                                : "goes on behind statement " + checkpoint.taken() + ", with the file as it is now",
                        true),
                new Way(
                        Kind.ROLLED_BACK,
                        Optional.empty(),
                        none ? "deploy applies it again" : "only once what took effect was undone by hand",
                        false),
                new Way(Kind.APPLIED, Optional.empty(), "only once the rest of it was done by hand", false)));
    }

    /**
     * Nobody wrote down how far it came; the catalogs give a hint, and the operator has the word. Nothing is advised where a statement
     * that leaves no trace stands at the border: it may have run, and must run once.
     *
     * @param together whether the script takes effect as a whole or not at all
     */
    static List<Way> byEvidence(Evidence evidence, boolean together) {
        int taken = taken(evidence);
        int size = evidence.items().size();
        boolean none = taken == 0 && ends(evidence, 0, together);
        boolean all = size > 0 && (taken == size || (together && taken > 0));
        boolean some = taken > 0 && taken < size && !together && ends(evidence, taken, false);
        List<Way> ways = new ArrayList<>();
        ways.add(new Way(Kind.ROLLED_BACK, Optional.empty(), "if none of it is there: deploy applies it again", none));
        ways.add(new Way(Kind.APPLIED, Optional.empty(), "if all of it is there", all));
        if (size > 0) {
            int after = Math.max(0, taken);
            ways.add(new Way(
                    Kind.RESUME,
                    Optional.of(after),
                    "if exactly the first " + after + " of its " + size + " statements have taken effect",
                    some));
        }
        return sorted(ways);
    }

    /** Whether what comes behind the first {@code taken} statements is known not to have taken effect. */
    private static boolean ends(Evidence evidence, int taken, boolean together) {
        return together
                ? evidence.count(Verdict.ABSENT) > 0
                : taken < evidence.items().size() && evidence.items().get(taken).verdict() == Verdict.ABSENT;
    }

    /** How many statements from the first on seem to have taken effect; -1 where the catalogs contradict any such order. */
    private static int taken(Evidence evidence) {
        int taken = 0;
        boolean ended = false;
        for (int i = 0; i < evidence.items().size(); i++) {
            Item item = evidence.items().get(i);
            if (item.verdict() == Verdict.PARTLY || (ended && item.verdict() == Verdict.THERE)) {
                return -1;
            }
            ended |= item.verdict() == Verdict.ABSENT;
            taken = item.verdict() == Verdict.THERE ? i + 1 : taken;
        }
        return taken;
    }

    private static List<Way> sorted(List<Way> ways) {
        return ways.stream().sorted(Comparator.comparing(way -> !way.advised())).toList();
    }
}
