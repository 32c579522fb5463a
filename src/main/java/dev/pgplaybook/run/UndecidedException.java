package dev.pgplaybook.run;

/** The operator was asked what became of a step, and would rather stop than say. */
public final class UndecidedException extends RuntimeException {

    private final String reason;

    public UndecidedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
