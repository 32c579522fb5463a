package dev.pgplaybook.shell;

import java.lang.reflect.Proxy;

/**
 * Ctrl-C outside of the prompt. Asked of the JVM by name, since the compiler warns of the class that all JVMs have for it; the terminal
 * library asks as well, but looks for a logger in every jar first, which takes as long as all else of a start.
 */
final class Interrupt {

    private Interrupt() {}

    /** From now on an interrupt does this instead of ending the process; on a JVM that cannot, it still ends it. */
    static void does(Runnable work) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object does = Proxy.newProxyInstance(
                    Interrupt.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        work.run();
                        return null;
                    });
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            signal.getMethod("handle", signal, handler).invoke(null, interrupt, does);
        } catch (ReflectiveOperationException e) {
            // The second way out, a signal that ends the JVM, is left.
        }
    }
}
