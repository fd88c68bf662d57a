package org.aitbc.worker.agent;

import java.util.function.Supplier;
import org.aitbc.worker.console.Journal;
import org.aitbc.worker.gateway.Gateway;
import org.aitbc.worker.gateway.Reachability;
import org.aitbc.worker.gateway.Refused;
import org.aitbc.worker.gateway.Registration;
import org.aitbc.worker.gateway.Retry;
import org.aitbc.worker.gateway.ServerLimits;
import org.jspecify.annotations.Nullable;

/** The registration at the gateway. Polls and heartbeats that learn it is gone renew it once between them. */
final class Session {

    private final Gateway gateway;
    private final Supplier<Registration> registration;
    private final Reachability reachability;
    private final Journal journal;
    private @Nullable ServerLimits limits;

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

    /** The limits, after registering where that was not done yet. */
    synchronized ServerLimits limits() throws InterruptedException, Refused {
        return limits == null ? register() : limits;
    }

    /** Registers again unless that happened since these limits were given; equal limits may be of two registrations. */
    @SuppressWarnings("ReferenceEquality")
    synchronized ServerLimits renew(ServerLimits stale) throws InterruptedException, Refused {
        return limits == stale ? register() : limits();
    }

    private ServerLimits register() throws InterruptedException, Refused {
        ServerLimits fresh = Retry.until(() -> gateway.register(registration.get()), reachability);
        journal.line("registered as " + fresh.minerId());
        limits = fresh;
        return fresh;
    }
}
