package dev.pgplaybook.sql.hazard;

import dev.pgplaybook.sql.change.Change;
import dev.pgplaybook.sql.change.Constraint;
import dev.pgplaybook.sql.change.TableChange;
import java.util.ArrayList;
import java.util.List;

/**
 * A hazard as data: what it is, what it looks for, and examples that tests run.
 *
 * @param id stable for ever; its letter is its family
 * @param title what is wrong, in a few words
 * @param detects what it looks for, in a sentence or two
 * @param hurts what happens to others, or to the data
 * @param safely the way that does not hurt
 * @param versions of PostgreSQL to which it applies
 * @param isOn whether it is asked unless somebody asks for it by name
 * @param needsFacts whether only a target's catalogs can answer it
 */
public record Rule(
        String id,
        Severity severity,
        String title,
        String detects,
        String hurts,
        String safely,
        String versions,
        boolean isOn,
        boolean needsFacts,
        List<Example> bad,
        List<Example> good,
        List<Watch<?>> watches,
        List<AtEnd> atEnd,
        List<OverAll> together) {

    public Rule {
        bad = List.copyOf(bad);
        good = List.copyOf(good);
        watches = List.copyOf(watches);
        atEnd = List.copyOf(atEnd);
        together = List.copyOf(together);
    }

    public Family family() {
        return Family.of(id);
    }

    /** Looks at changes of one kind, each with what is known before it. */
    @FunctionalInterface
    public interface Look<C extends Change> {
        void at(C change, Scene scene, Found found);
    }

    /** Looks at a file as a whole, once all of it was seen. */
    @FunctionalInterface
    public interface AtEnd {
        void at(Scene scene, Found found);
    }

    /** Looks at everything that was linted together. */
    @FunctionalInterface
    public interface OverAll {
        void at(Overall overall, Found found);
    }

    /** Looks at a constraint that a table gets. */
    @FunctionalInterface
    public interface ConstraintLook {
        void at(Constraint constraint, String table, Scene scene, Found found);
    }

    /** A look, and the kind of changes it is for. */
    public record Watch<C extends Change>(Class<C> kind, Look<C> look) {

        void offer(Change change, Scene scene, Found found) {
            if (kind.isInstance(change)) {
                look.at(kind.cast(change), scene, found);
            }
        }
    }

    public static Draft error(String id, String title) {
        return new Draft(id, Severity.ERROR, title);
    }

    public static Draft warning(String id, String title) {
        return new Draft(id, Severity.WARNING, title);
    }

    public static Draft info(String id, String title) {
        return new Draft(id, Severity.INFO, title);
    }

    /** A rule on its way. */
    public static final class Draft {
        private final String id;
        private final Severity severity;
        private final String title;
        private String detects = "";
        private String hurts = "";
        private String safely = "";
        private String versions = "all";
        private boolean isOn = true;
        private boolean needsFacts;
        private final List<Example> bad = new ArrayList<>();
        private final List<Example> good = new ArrayList<>();
        private final List<Watch<?>> watches = new ArrayList<>();
        private final List<AtEnd> atEnd = new ArrayList<>();
        private final List<OverAll> together = new ArrayList<>();

        private Draft(String id, Severity severity, String title) {
            this.id = id;
            this.severity = severity;
            this.title = title;
        }

        public Draft detects(String text) {
            detects = text;
            return this;
        }

        public Draft hurts(String text) {
            hurts = text;
            return this;
        }

        public Draft safely(String text) {
            safely = text;
            return this;
        }

        public Draft versions(String text) {
            versions = text;
            return this;
        }

        public Draft offByDefault() {
            isOn = false;
            return this;
        }

        public Draft needsFacts() {
            needsFacts = true;
            return this;
        }

        public Draft bad(String sql) {
            return bad(Example.of(sql));
        }

        public Draft bad(Example example) {
            bad.add(example);
            return this;
        }

        public Draft good(String sql) {
            return good(Example.of(sql));
        }

        public Draft good(Example example) {
            good.add(example);
            return this;
        }

        public <C extends Change> Draft on(Class<C> kind, Look<C> look) {
            watches.add(new Watch<>(kind, look));
            return this;
        }

        /** Looks at every constraint that a table gets: by itself, or with a column. */
        public Draft onConstraint(ConstraintLook look) {
            on(
                    TableChange.AddConstraint.class,
                    (add, scene, found) -> look.at(add.constraint(), add.table(), scene, found));
            return on(
                    TableChange.AddColumn.class,
                    (add, scene, found) -> add.column()
                            .constraints()
                            .forEach(constraint -> look.at(constraint, add.table(), scene, found)));
        }

        public Draft atEnd(AtEnd look) {
            atEnd.add(look);
            return this;
        }

        public Draft overAll(OverAll look) {
            together.add(look);
            return this;
        }

        public Rule rule() {
            return new Rule(
                    id,
                    severity,
                    title,
                    detects,
                    hurts,
                    safely,
                    versions,
                    isOn,
                    needsFacts,
                    bad,
                    good,
                    watches,
                    atEnd,
                    together);
        }
    }
}
