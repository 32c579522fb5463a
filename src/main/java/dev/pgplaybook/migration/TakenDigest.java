package dev.pgplaybook.migration;

import dev.pgplaybook.sql.Statement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The SHA-256 of a script's first statements, blanks and comments between them aside. It goes on where it stood: asked behind each
 * statement of a long script, it still reads every statement once.
 */
final class TakenDigest {

    private final List<Statement> statements;
    private MessageDigest running = Checksum.sha256();
    private int read;

    TakenDigest(List<Statement> statements) {
        this.statements = statements;
    }

    /** How many statements there are in all. */
    int of() {
        return statements.size();
    }

    /** Of the first {@code taken} statements, as hexadecimal digits. */
    String through(int taken) {
        if (taken < read) {
            running = Checksum.sha256();
            read = 0;
        }
        for (; read < Math.min(taken, statements.size()); read++) {
            String text = (read == 0 ? "" : ";\n") + statements.get(read).text();
            running.update(text.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(copy().digest());
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) running.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be copied", e);
        }
    }
}
