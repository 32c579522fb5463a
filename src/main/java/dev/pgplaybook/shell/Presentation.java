package dev.pgplaybook.shell;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;

/**
 * What the terminal at hand can show.
 *
 * @param input whether a person types
 * @param output whether a person reads the output
 * @param errors whether a person reads the errors
 */
record Presentation(boolean input, boolean output, boolean errors, Map<String, String> environment) {

    /**
     * The launcher tells, as a JVM cannot ask for each stream; without it nobody is there. Where the launcher cannot ask either, a
     * console is at both ends or at none.
     */
    @SuppressWarnings("SystemConsoleNull") // The launcher that says auto asks the JVM for the console that is null.
    static Presentation detect(Map<String, String> environment) {
        String told = System.getProperty("pgplaybook.terminal", "");
        String streams = told.equals("auto") && System.console() != null ? "012" : told;
        return new Presentation(streams.contains("0"), streams.contains("1"), streams.contains("2"), environment);
    }

    /** Whether a person can be asked. */
    boolean interactive() {
        return input && (output || errors);
    }

    /** Whether a line may be written over to show how things go. */
    boolean watched() {
        return errors && !dumb() && !environment.containsKey("CI");
    }

    Style style(Optional<String> color) {
        boolean auto =
                output && !dumb() && environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean colored =
                color.map(c -> c.equals("always") || (c.equals("auto") && auto)).orElse(auto);
        return new Style(colored, unicode());
    }

    private boolean dumb() {
        return environment.getOrDefault("TERM", output ? "dumb" : "").equals("dumb");
    }

    private boolean unicode() {
        String locale = environment.getOrDefault(
                "LC_ALL", environment.getOrDefault("LC_CTYPE", environment.getOrDefault("LANG", "")));
        return locale.isEmpty()
                ? Charset.defaultCharset().name().startsWith("UTF") || !output
                : locale.toUpperCase(java.util.Locale.ROOT).contains("UTF") || !output;
    }
}
