package org.aitbc.worker.gateway;

import org.aitbc.worker.console.Journal;

/** Says once that the gateway is away and once that it is back. */
public final class Reachability {

    private final String url;
    private final Journal journal;
    private boolean away;

    public Reachability(String url, Journal journal) {
        this.url = url;
        this.journal = journal;
    }

    public synchronized void down(Exception why) {
        if (!away) {
            away = true;
            String text = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
            String how = why instanceof Refused ? " refuses for now" : " does not answer";
            journal.line("gateway " + url + how + ", trying again (" + text + ")");
        }
    }

    public synchronized void up() {
        if (away) {
            away = false;
            journal.line("gateway " + url + " answers again");
        }
    }
}
