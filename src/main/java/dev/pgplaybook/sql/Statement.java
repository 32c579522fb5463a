package dev.pgplaybook.sql;

import dev.pgplaybook.problem.Location;
import dev.pgplaybook.problem.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One statement of a script, from its first to its last significant character; the semicolon is not part of it. What it says about
 * itself comes from its keywords alone.
 *
 * @param start offset in the source, in UTF-16 units
 * @param end offset behind its last character
 * @param copyData the rows that follow a {@code COPY … FROM stdin}
 * @param leading how it begins, on which most of what is asked of it rests
 */
public record Statement(Source source, int start, int end, Optional<CopyData> copyData, Words leading) {

    public String text() {
        return source.text().substring(start, end);
    }

    public Location location() {
        return source.locate(start);
    }

    /** The place of an error position as the server counts it: in code points of {@link #text}, from 1. */
    public Location locate(int codePointPosition) {
        return source.locateCodePoint(start, codePointPosition - 1);
    }

    /** What it does in a few words, such as CREATE INDEX; empty where it begins with no keyword. */
    public String verb() {
        return Verb.of(this);
    }

    public TransactionRule transactionRule() {
        return TransactionWords.rule(this);
    }

    public boolean isBegin() {
        return TransactionWords.begins(leading);
    }

    /** COMMIT and END, with or without AND CHAIN. */
    public boolean isCommit() {
        return TransactionWords.commits(leading);
    }

    /** ROLLBACK and ABORT, but not ROLLBACK TO, which stays in its transaction. */
    public boolean isRollback() {
        return TransactionWords.rollsBack(leading);
    }

    /** Whether a transaction is open after it, given whether one was open before. */
    public boolean leavesOpen(boolean open) {
        boolean ends = TransactionWords.commits(leading)
                || TransactionWords.rollsBack(leading)
                || TransactionWords.prepares(leading);
        return TransactionWords.begins(leading) || TransactionWords.chains(leading) || (open && !ends);
    }

    /** A query without a word that writes or locks rows. A function that it calls may still write. */
    public boolean isReadOnly() {
        return Reading.only(this);
    }

    /** Takes away tables, columns, types, sequences or all rows of a table. */
    public boolean isDestructive() {
        return Destruction.in(this);
    }

    /** Changes the session's search_path, beyond the transaction. */
    public boolean changesSearchPath() {
        return SearchPath.changedBy(this);
    }

    /** Makes the session write dates otherwise than by ISO 8601, which breaks a connection of ours. */
    public boolean leavesIsoDates() {
        return DateStyle.leftIsoBy(this);
    }

    /**
     * The index that it makes, drops or rebuilds CONCURRENTLY, as SQL that {@code to_regclass} understands. Such a statement may
     * fail and leave an invalid index behind.
     */
    public Optional<String> concurrentIndex() {
        return ConcurrentIndex.in(this);
    }

    /** Cannot be in a transaction because it works in several of its own, and leaves something half-done where it breaks. */
    public boolean isConcurrent() {
        return transactionRule() == TransactionRule.OUTSIDE && Words.of(this).contains("CONCURRENTLY");
    }

    /** Runs code that may COMMIT in its middle; nothing in a CALL tells whether it does. */
    public boolean mayCommit() {
        String verb = verb();
        return verb.equals("CALL") || verb.equals("DO");
    }

    /** What the catalogs could tell of it once it has taken effect; nothing for what changes rows or is not known. */
    public List<SchemaFact> facts() {
        return SchemaFacts.of(this);
    }

    /** What it is to the table of lock facts; nothing for a block of code, which may do anything. */
    public List<StatementForm> forms() {
        return Forms.of(this);
    }

    /** What it asks of the rows that are there. */
    public List<DataDemand> demands() {
        return Demands.of(this);
    }

    /** The columns that an ALTER TABLE adds. */
    public List<NewColumn> newColumns() {
        return Demands.newColumnsOf(this);
    }

    /** The columns that its UPDATEs give new values to, as far as its words tell. */
    public Set<String> assignedColumns() {
        return AssignedColumns.of(this);
    }

    /** Which tables' rows it changes, as far as its words tell. */
    public RowChanges rowChanges() {
        return RowChanges.by(this);
    }

    /** The labels of the enum that it makes, in their order; none where it makes no enum. */
    public List<String> enumLabels() {
        return NewEnumValues.madeBy(this);
    }

    Lexer lexer() {
        return new Lexer(source.text(), start, end);
    }
}
