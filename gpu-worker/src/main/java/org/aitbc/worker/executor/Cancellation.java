package org.aitbc.worker.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Tells a running job to stop. Hooks run once, at once when it was cancelled already. */
public final class Cancellation {

    private final List<Runnable> hooks = new ArrayList<>();
    private boolean cancelled;

    public void cancel() {
        List<Runnable> due;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            due = List.copyOf(hooks);
        }
        due.forEach(Runnable::run);
    }

    public void onCancel(Runnable hook) {
        synchronized (this) {
            if (!cancelled) {
                hooks.add(hook);
                return;
            }
        }
        hook.run();
    }

    public synchronized boolean cancelled() {
        return cancelled;
    }

    /** Ends the caller when the job is to stop. */
    public void check() {
        if (cancelled()) {
            throw new CancellationException("the job was cancelled");
        }
    }
}
