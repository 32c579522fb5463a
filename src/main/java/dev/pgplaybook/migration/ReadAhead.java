package dev.pgplaybook.migration;

import dev.pgplaybook.problem.ProblemException;
import java.util.List;

/**
 * Reads scripts and cuts them into their statements on a thread of its own, before anybody asks for them. What is wrong with one is
 * said when somebody does.
 */
public final class ReadAhead {

    private volatile List<Migration> wanted;

    private ReadAhead(List<Migration> wanted) {
        this.wanted = wanted;
    }

    /** Begins with the first of these. */
    public static ReadAhead of(List<Migration> migrations) {
        ReadAhead ahead = new ReadAhead(migrations);
        Thread thread = new Thread(ahead::read, "migrations-ahead");
        thread.setDaemon(true);
        thread.start();
        return ahead;
    }

    /** No others are needed after all. */
    public void only(List<Migration> migrations) {
        wanted = migrations;
    }

    private void read() {
        List<Migration> reading;
        do {
            reading = wanted;
            read(reading);
        } while (reading != wanted);
    }

    private void read(List<Migration> reading) {
        for (Migration migration : reading) {
            if (reading != wanted) {
                return;
            }
            try {
                migration.script();
            } catch (ProblemException e) {
                // It is thrown again where somebody can be told.
            }
        }
    }
}
