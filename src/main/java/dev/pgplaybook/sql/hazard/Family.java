package dev.pgplaybook.sql.hazard;

/** What rules have in common, by the letter of their ids. */
public enum Family {
    L("Locks, scans and rewrites"),
    T("Transactions and settings"),
    D("Destruction and loss of data"),
    V("What may fail on the rows that are there"),
    B("Backfills"),
    H("The history"),
    C("Compatibility with running code"),
    P("Partitions"),
    I("Indexes"),
    Q("The sequence of migrations"),
    R("What a trace has shown"),
    S("Robustness and style"),
    X("The lint itself");

    private final String title;

    Family(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    static Family of(String id) {
        return valueOf(id.substring(0, 1));
    }
}
