package dev.pgplaybook.database;

/** Asks the server what it takes for a value. */
public record Casts(Session session) {

    /** Whether the text is a value of the type, which is named as SQL. */
    public boolean takes(String type, String text) {
        try {
            session.query("SELECT CAST(" + Identifiers.literal(text) + " AS " + type + ")");
            return true;
        } catch (StatementFailedException e) {
            if (e.failure().isConnectionLost()) {
                throw e;
            }
            return false;
        }
    }
}
