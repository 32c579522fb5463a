package dev.pgplaybook.crash;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Stops a launched program between two events of its record: exactly there, by the means of a debugger, and without the program being
 * any other than its users have.
 */
final class EventBoundary implements AutoCloseable {

    private static final String JOURNAL = "dev.pgplaybook.journal.Journal";

    private final ListeningConnector connector;
    private final Map<String, Connector.Argument> arguments;
    private final String address;

    EventBoundary() throws IOException, IllegalConnectorArgumentsException {
        connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(c -> c.name().equals("com.sun.jdi.SocketListen"))
                .findFirst()
                .orElseThrow();
        arguments = connector.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        arguments.get("port").setValue("0");
        arguments.get("timeout").setValue("60000");
        address = connector.startListening(arguments);
    }

    /**
     * Starts the program, and returns when it is about to record its n-th event.
     *
     * @param frozen whether all of it stands still; otherwise the thread that records does, and the disk may catch up
     * @param start starts it with these options of the JVM
     * @return whether it came so far before it ended
     */
    boolean await(int n, boolean frozen, Consumer<String> start)
            throws IOException, IllegalConnectorArgumentsException, InterruptedException {
        start.accept("-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=127.0.0.1:"
                + address.substring(address.lastIndexOf(':') + 1));
        VirtualMachine vm = connector.accept(arguments);
        ClassPrepareRequest loaded = vm.eventRequestManager().createClassPrepareRequest();
        loaded.addClassFilter(JOURNAL);
        loaded.enable();
        vm.resume();
        try {
            while (true) {
                EventSet events = vm.eventQueue().remove();
                for (Event event : events) {
                    if (event instanceof ClassPrepareEvent prepared) {
                        breakAt(vm, prepared.referenceType(), n, frozen);
                    } else if (event instanceof BreakpointEvent) {
                        return true;
                    } else if (event instanceof VMDisconnectEvent) {
                        return false;
                    }
                }
                events.resume();
            }
        } catch (VMDisconnectedException e) {
            return false;
        }
    }

    private static void breakAt(VirtualMachine vm, ReferenceType journal, int n, boolean frozen) {
        Location recording = journal.methodsByName("record").get(0).location();
        BreakpointRequest request = vm.eventRequestManager().createBreakpointRequest(recording);
        request.addCountFilter(n);
        request.setSuspendPolicy(frozen ? EventRequest.SUSPEND_ALL : EventRequest.SUSPEND_EVENT_THREAD);
        request.enable();
    }

    @Override
    public void close() throws IOException {
        try {
            connector.stopListening(arguments);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IOException(e);
        }
    }
}
