package dev.pgplaybook.database;

import java.util.List;
import java.util.Optional;

/** How far the server says it is with what another session asked of it: building an index, copying, vacuuming, rewriting a table. */
record ServerProgress(String what, String phase, long done, long total, String unit) {

    private static final String QUERY = """
            SELECT command, phase,
                   CASE WHEN tuples_total > 0 THEN tuples_done ELSE blocks_done END,
                   CASE WHEN tuples_total > 0 THEN tuples_total ELSE blocks_total END,
                   CASE WHEN tuples_total > 0 THEN 'rows' ELSE 'blocks' END
              FROM pg_catalog.pg_stat_progress_create_index WHERE pid = $
            UNION ALL
            SELECT 'VACUUM', phase, CASE phase WHEN 'vacuuming heap' THEN heap_blks_vacuumed ELSE heap_blks_scanned END,
                   heap_blks_total, 'blocks'
              FROM pg_catalog.pg_stat_progress_vacuum WHERE pid = $
            UNION ALL
            SELECT command, phase, heap_blks_scanned, heap_blks_total, 'blocks'
              FROM pg_catalog.pg_stat_progress_cluster WHERE pid = $
            UNION ALL
            SELECT 'ANALYZE', phase, sample_blks_scanned, sample_blks_total, 'blocks'
              FROM pg_catalog.pg_stat_progress_analyze WHERE pid = $
            """;

    private static final String COPIES = """
            UNION ALL
            SELECT command, type, CASE WHEN bytes_total > 0 THEN bytes_processed ELSE tuples_processed END, bytes_total,
                   CASE WHEN bytes_total > 0 THEN 'bytes' ELSE 'rows' END
              FROM pg_catalog.pg_stat_progress_copy WHERE pid = $
            """;

    /** What the views say of a backend; nothing while it does what no view is about. */
    static Optional<ServerProgress> of(Session watching, int backendPid) {
        String sql = watching.serverMajor() >= 14 ? QUERY + COPIES : QUERY;
        List<Row> rows = watching.query(sql.replace("$", String.valueOf(backendPid)));
        return rows.stream()
                .findFirst()
                .map(row -> new ServerProgress(row.text(0), row.text(1), row.number(2), row.number(3), row.text(4)));
    }

    String words() {
        StringBuilder words = new StringBuilder(what).append(": ").append(phase);
        if (total > 0) {
            words.append(String.format(
                    java.util.Locale.ROOT, ", %d %% of %,d %s", Math.min(100, done * 100 / total), total, unit));
        } else if (done > 0) {
            words.append(String.format(java.util.Locale.ROOT, ", %,d %s", done, unit));
        }
        return words.toString();
    }
}
