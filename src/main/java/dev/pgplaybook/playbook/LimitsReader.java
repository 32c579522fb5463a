package dev.pgplaybook.playbook;

/** Reads limits, of a playbook or of a step. */
final class LimitsReader {

    private static final int MOST_ATTEMPTS = 1000;

    private LimitsReader() {}

    static Limits read(Field field) {
        Fields fields = field.fields(Shape.LIMITS);
        return new Limits(
                fields.find("lock_timeout").map(Values::duration),
                fields.find("lock_attempts").map(attempts -> Values.whole(attempts, 1, MOST_ATTEMPTS)),
                fields.find("statement_timeout").map(Values::duration),
                fields.find("lock_hold").map(Values::duration),
                fields.find("concurrent_timeout").map(Values::duration));
    }
}
