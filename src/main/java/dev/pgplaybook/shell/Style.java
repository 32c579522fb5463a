package dev.pgplaybook.shell;

/** Colours and signs, or none: pipes, dumb terminals and NO_COLOR get plain text, and what is not UTF-8 gets plain letters. */
record Style(boolean colored, boolean unicode) {

    static final Style PLAIN = new Style(false, true);

    String bold(String text) {
        return in("1", text);
    }

    String dim(String text) {
        return in("2", text);
    }

    String red(String text) {
        return in("31", text);
    }

    String green(String text) {
        return in("32", text);
    }

    String yellow(String text) {
        return in("33", text);
    }

    String cyan(String text) {
        return in("36", text);
    }

    /** White on red: where a mistake would reach a protected database. */
    String alarm(String text) {
        return in("1;37;41", text);
    }

    String good() {
        return green(unicode ? "✔" : "ok");
    }

    String bad() {
        return red(unicode ? "✘" : "X");
    }

    String warning() {
        return yellow("!");
    }

    String point() {
        return dim(unicode ? "·" : "-");
    }

    String shield() {
        return unicode ? "▲" : "^";
    }

    private String in(String code, String text) {
        return colored ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
