package io.syncbridge.torture;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.EventRequestManager;
import java.io.IOException;

/** Stops a running bridge where it enters a method; so that it can be killed between any two steps, without code of its own for that. */
final class Debugger {

    private final VirtualMachine machine;

    private Debugger(VirtualMachine machine) {
        this.machine = machine;
    }

    /** The option with which a virtual machine lets {@link #attach} in. */
    static String option(int port) {
        return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + port;
    }

    static Debugger attach(int port) throws IOException, IllegalConnectorArgumentsException {
        AttachingConnector socket = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(connector -> connector.transport().name().equals("dt_socket")).findFirst().orElseThrow();
        var arguments = socket.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        return new Debugger(socket.attach(arguments));
    }

    /** Runs {@code there} when the method is entered next, while the whole machine stands still. */
    void at(String className, String method, Runnable there) {
        EventRequestManager requests = machine.eventRequestManager();
        if (machine.classesByName(className).isEmpty()) {
            var prepared = requests.createClassPrepareRequest();
            prepared.addClassFilter(className);
            prepared.enable();
        }
        machine.classesByName(className).forEach(type -> stop(type, method));
        var thread = new Thread(() -> watch(method, there), "debugger");
        thread.setDaemon(true);
        thread.start();
    }

    private void stop(ReferenceType type, String name) {
        for (Method method : type.methodsByName(name)) {
            if (!method.isAbstract() && !method.isNative()) {
                machine.eventRequestManager().createBreakpointRequest(method.location()).enable();
            }
        }
    }

    private void watch(String method, Runnable there) {
        try {
            while (true) {
                EventSet events = machine.eventQueue().remove();
                for (Event event : events) {
                    if (event instanceof ClassPrepareEvent prepared) {
                        stop(prepared.referenceType(), method);
                    } else if (event instanceof BreakpointEvent) {
                        there.run();
                    }
                }
                events.resume();
            }
        } catch (VMDisconnectedException | InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
