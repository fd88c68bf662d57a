package org.aitbc.worker.gateway;

import org.aitbc.worker.console.Journal;

/** Says once that the gateway is away and once that it is back. */
public final class Reachability {

    private final Journal journal;
    private boolean away;

    public Reachability(Journal journal) {
        this.journal = journal;
    }

    public synchronized void down(Exception why) {
        if (!away) {
            away = true;
            String text = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
            journal.line("gateway does not serve: " + text + "; trying again");
        }
    }

    public synchronized void up() {
        if (away) {
            away = false;
            journal.line("gateway serves again");
        }
    }
}
