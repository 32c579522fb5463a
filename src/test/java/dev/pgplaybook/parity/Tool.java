package dev.pgplaybook.parity;

import dev.pgplaybook.database.DatabaseUrl;
import java.nio.file.Path;
import java.util.List;

/** Something that deploys and resolves: Prisma's command line, or ours. */
interface Tool {

    /**
     * Runs one command of {@code prisma migrate}.
     *
     * @param arguments {@code deploy}, {@code resolve --applied NAME} or {@code resolve --rolled-back NAME}
     */
    Ended run(Path migrations, DatabaseUrl url, List<String> arguments);

    /** What came of it, and what it said in both streams. */
    record Ended(int status, String said) {

        boolean succeeded() {
            return status == 0;
        }
    }
}
