package dev.pgplaybook.step;

/** How closely deployments are looked at while they run on a sandbox; on a real database nobody looks. */
public enum Tracing {
    NONE,
    /** What each statement locks, rewrites and leaves behind. */
    TRACE,
    /** The same, while others use its tables and it is measured how long they stand still. */
    PROBE
}
