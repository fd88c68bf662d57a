package org.aitbc.worker.agent;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SIGTERM and Ctrl-C: the first drains, the second ends the process at once. A shutdown hook would not hear the second.
 * sun.misc.Signal is reached by reflection because javac warns of its very name and offers no way to accept that.
 */
final class Signals {

    private static final int INTERRUPTED = 130;

    private Signals() {}

    static void onFirst(Runnable drain) {
        AtomicBoolean again = new AtomicBoolean();
        listen(() -> {
            if (again.getAndSet(true)) {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
                Runtime.getRuntime().halt(INTERRUPTED);
            }
            drain.run();
        });
    }

    private static void listen(Runnable onSignal) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        onSignal.run();
                        return null;
                    });
            for (String name : List.of("TERM", "INT")) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
            }
        } catch (ReflectiveOperationException noSignals) {
            Runtime.getRuntime().addShutdownHook(new Thread(onSignal));
        }
    }
}
