package dev.pgplaybook.trace;

/**
 * A table, index, view or sequence as it stood at one moment.
 *
 * @param kind as pg_class has it: r, p, i, I, v, m, S, f or c
 * @param file the number of its file; 0 where it has none. Another one means that it was written anew
 * @param belongsTo the table of an index, or of a sequence that a column owns; otherwise 0
 * @param parent what it is a partition or a child of; otherwise 0
 * @param isDefault whether it is the default partition
 * @param rowsRead by scans of this session, up to now
 * @param valid false for an index that queries do not use
 */
record Relation(
        long oid,
        String name,
        char kind,
        long file,
        long belongsTo,
        long parent,
        boolean isDefault,
        boolean valid,
        long rowsRead,
        long estimatedRows) {

    boolean isIndex() {
        return kind == 'i' || kind == 'I';
    }

    boolean isSequence() {
        return kind == 'S';
    }

    boolean isView() {
        return kind == 'v' || kind == 'm';
    }
}
