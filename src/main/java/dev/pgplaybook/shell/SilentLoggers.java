package dev.pgplaybook.shell;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * What libraries and the JVM itself log goes nowhere: this shell says what it has to say. As it stands in the first jar, nobody looks
 * through all the others for a logger, which a start and an exit would otherwise wait for.
 */
public final class SilentLoggers extends System.LoggerFinder {

    /** For the service loader. */
    public SilentLoggers() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Silent(name);
    }

    private record Silent(String name) implements System.Logger {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return false;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {}

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... params) {}
    }
}
