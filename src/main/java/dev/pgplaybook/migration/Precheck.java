package dev.pgplaybook.migration;

import dev.pgplaybook.sql.DataDemand;
import java.util.List;
import java.util.Optional;

/**
 * What the target's rows say to a demand of a pending migration's.
 *
 * @param said in words, without any row's values
 * @param sql shows the rows that are in the way
 * @param examples their keys, where values may be shown
 */
public record Precheck(Foreseen foreseen, Answer answer, String said, Optional<String> sql, List<String> examples) {

    /** How the question was answered. */
    public enum Answer {
        /** No row is in the way. */
        NONE,
        /** Rows are in the way. */
        SOME,
        /** The server gave no answer in time, or none at all, which is no pass. */
        UNANSWERED,
        /** The rows of today cannot answer it. */
        UNASKED
    }

    public Precheck {
        examples = List.copyOf(examples);
    }

    /** Whether the migration will fail: nothing that is pending can move the rows out of the way before. */
    public boolean stops() {
        return answer == Answer.SOME && foreseen.certain();
    }

    /** Stable, for flags and playbooks to name. */
    public String id() {
        DataDemand.Site site = foreseen.demand().site();
        return "precheck." + RowQuestion.shown(site.table()) + "." + RowQuestion.shown(site.name());
    }

    public String title() {
        return DemandWords.title(foreseen.demand());
    }
}
