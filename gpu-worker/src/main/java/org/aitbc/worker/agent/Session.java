package org.aitbc.worker.agent;

import java.util.function.Supplier;
import org.aitbc.worker.console.Journal;
import org.aitbc.worker.gateway.Gateway;
import org.aitbc.worker.gateway.Patience;
import org.aitbc.worker.gateway.Reachability;
import org.aitbc.worker.gateway.Refused;
import org.aitbc.worker.gateway.Registration;
import org.aitbc.worker.gateway.Terms;
import org.jspecify.annotations.Nullable;

/** The registration at the gateway. Polls and heartbeats that learn it is gone renew it once between them. */
final class Session {

    private final Gateway gateway;
    private final Supplier<Registration> registration;
    private final Reachability reachability;
    private final Journal journal;
    private @Nullable Terms terms;

    Session(Gateway gateway, Supplier<Registration> registration, Reachability reachability, Journal journal) {
        this.gateway = gateway;
        this.registration = registration;
        this.reachability = reachability;
        this.journal = journal;
    }

    /** Whether the refusal of a poll or a heartbeat means that the gateway does not know this worker. */
    static boolean gone(Refused refused) {
        return refused.status() == 404 || refused.keyRefused();
    }

    /** The terms, after registering where that was not done yet. */
    synchronized Terms terms() throws InterruptedException, Refused {
        return terms == null ? register() : terms;
    }

    /** Registers again unless that happened since these terms were given; equal terms may be of two registrations. */
    @SuppressWarnings("ReferenceEquality")
    synchronized Terms renew(Terms stale) throws InterruptedException, Refused {
        return terms == stale ? register() : terms();
    }

    private Terms register() throws InterruptedException, Refused {
        Terms fresh = Patience.until(() -> gateway.register(registration.get()), reachability);
        journal.line("registered as " + fresh.minerId());
        terms = fresh;
        return fresh;
    }
}
