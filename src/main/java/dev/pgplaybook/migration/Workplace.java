package dev.pgplaybook.migration;

import dev.pgplaybook.database.Session;
import dev.pgplaybook.progress.Progress;

/** What every migration of a deployment is applied with, while the history's lock is held. */
record Workplace(
        Session session,
        HistoryTable table,
        HistoryLock lock,
        LockWatch watch,
        DeployOptions options,
        DeployListener listener,
        Progress progress) {}
