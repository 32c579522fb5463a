package dev.pgplaybook.database;

import java.sql.SQLException;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;

/** Rows from one connection straight to another: one row is in memory. Where one side fails, the other is told to stop. */
record CopyBetween(
        Function<SQLException, StatementFailedException> senderFailed,
        Function<SQLException, StatementFailedException> receiverFailed) {

    long copy(PgConnection sender, String out, PgConnection receiver, String in, LongConsumer each) {
        CopyOut source = started(senderFailed, () -> sender.getCopyAPI().copyOut(out));
        try {
            CopyIn sink = started(receiverFailed, () -> receiver.getCopyAPI().copyIn(in));
            try {
                return rows(source, sink, each);
            } finally {
                stop(sink);
            }
        } finally {
            stop(source);
        }
    }

    private long rows(CopyOut source, CopyIn sink, LongConsumer each) {
        long rows = 0;
        byte[] row = started(senderFailed, source::readFromCopy);
        while (row != null) {
            byte[] next = row;
            started(receiverFailed, () -> {
                sink.writeToCopy(next, 0, next.length);
                return next;
            });
            each.accept(++rows);
            row = started(senderFailed, source::readFromCopy);
        }
        return started(receiverFailed, sink::endCopy);
    }

    private static void stop(CopyOperation operation) {
        if (operation.isActive()) {
            try {
                operation.cancelCopy();
            } catch (SQLException e) {
                // What failed before it is what is said.
            }
        }
    }

    private static <T> T started(Function<SQLException, StatementFailedException> failed, Call<T> call) {
        try {
            return call.run();
        } catch (SQLException e) {
            throw failed.apply(e);
        }
    }

    /** A call of the driver. */
    private interface Call<T> {
        T run() throws SQLException;
    }
}
