package org.aitbc.miner.registry;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.miner.lease.LeaseEnds;
import org.springframework.stereotype.Component;

/** Registering, and giving back what a restarted miner can no longer be running. */
@Component
public class Registration {

    private final Miners miners;
    private final LeaseEnds leaseEnds;

    Registration(Miners miners, LeaseEnds leaseEnds) {
        this.miners = miners;
        this.leaseEnds = leaseEnds;
    }

    Miner register(Caller caller, String id, MinerRegister as) {
        Set<UUID> running = Objects.requireNonNullElse(as.running(), List.<String>of()).stream()
                .map(Ids::parse)
                .collect(Collectors.toSet());
        Miner miner = miners.register(caller, id, as);
        leaseEnds.end(List.of(id), running);
        return miner;
    }

    /** Legacy workers poll without registering first; they get jobs that need no capability. */
    public Miner orRegistered(Caller caller, String id) {
        return miners.find(id).isPresent()
                ? miners.require(caller, id)
                : miners.register(caller, id, MinerRegister.UNSAID);
    }

    void deregister(Caller caller, String id) {
        miners.owned(caller, id);
        miners.deregister(id);
    }
}
