package org.aitbc.worker.gateway;

import org.aitbc.worker.console.Journal;

/** Says once that the gateway is away and once that it is back. */
public final class Reachability {

    private final String url;
    private final Journal journal;
    private boolean answers;
    private boolean away;

    public Reachability(String url, Journal journal) {
        this.url = url;
        this.journal = journal;
    }

    /** Whether the gateway answered when it was asked last; not before it has answered once. */
    public synchronized boolean answers() {
        return answers;
    }

    public synchronized void down(Exception why) {
        answers = false;
        if (!away) {
            away = true;
            String text = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
            String how = why instanceof Refused ? " refuses for now" : " does not answer";
            journal.line("gateway " + url + how + ", trying again (" + text + ")");
        }
    }

    public synchronized void up() {
        answers = true;
        if (away) {
            away = false;
            journal.line("gateway " + url + " answers again");
        }
    }
}
