package dev.pgplaybook.sql.staging;

/**
 * One of the migrations that a risky one becomes.
 *
 * @param name of its folder
 * @param title what it does, for people
 */
public record Stage(String name, String title, String sql) {

    /** What its migration.sql holds. */
    public String file() {
        return "-- " + title + "\n" + sql;
    }
}
