package org.aitbc.explorer.crosschain.bridge;

import java.math.BigInteger;
import java.util.Optional;
import org.aitbc.contracts.HashTimeLock;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.deploying.Contract;
import org.aitbc.explorer.deploying.Deployments;
import org.aitbc.explorer.sending.ChainInstances;
import org.aitbc.explorer.sending.Draft;
import org.aitbc.explorer.sending.Offer;
import org.aitbc.explorer.sending.Outbox;
import org.aitbc.explorer.sending.Sent;
import org.aitbc.explorer.sending.State;
import org.springframework.stereotype.Component;

/** The contract that locks coins: the home chain has it, on another the suite makes it when it is first needed there. */
@Component
class LockContracts {

    private static final String PURPOSE = "contract.hash-time-lock";

    private final Chains chains;
    private final Deployments deployments;
    private final ChainInstances instances;
    private final Outbox outbox;
    private final Accounts accounts;

    LockContracts(Chains chains, Deployments deployments, ChainInstances instances, Outbox outbox, Accounts accounts) {
        this.chains = chains;
        this.deployments = deployments;
        this.instances = instances;
        this.outbox = outbox;
        this.accounts = accounts;
    }

    /** @throws Unavailable where it is not there for good yet: it is on its way then */
    String require(Chain chain) {
        if (chain.id() == chains.home().id()) {
            return deployments.require(Contract.HASH_TIME_LOCK);
        }
        String reference = chain.id() + ":" + instances.ask(chain);
        Optional<Sent> creation = outbox.find(PURPOSE, reference);
        if (creation.isEmpty()) {
            create(chain, reference);
        }
        return creation.filter(sent -> sent.state() == State.CONFIRMED)
                .map(Sent::contract)
                .orElseThrow(() ->
                        new Unavailable("BRIDGE_PREPARING", "chain " + chain.id() + " is being prepared for swaps"));
    }

    private void create(Chain chain, String reference) {
        outbox.submit(new Draft(
                chain.id(),
                accounts.ofSuite(chain.id()).address(),
                null,
                BigInteger.ZERO,
                "0x" + HashTimeLock.BINARY,
                null,
                Offer.USUAL,
                PURPOSE,
                reference));
    }
}
