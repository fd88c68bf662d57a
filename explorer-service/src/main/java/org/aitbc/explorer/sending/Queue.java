package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aitbc.explorer.sending.ChainView.Estimate;
import org.aitbc.explorer.sending.Reply.Verdict;
import org.springframework.stereotype.Component;

/**
 * Gives nonces to what is queued, the oldest first. What its account cannot pay for steps aside before it has one, since
 * whatever has a nonce holds up all that come after it.
 */
@Component
class Queue {

    /** How many that turn out too dear are tried of an account in one step; the others are tried before these again. */
    private static final int TRIES = 8;

    private final Outgoings outgoings;
    private final Signing signing;
    private final Broadcast broadcast;
    private final SendingSettings settings;

    Queue(Outgoings outgoings, Signing signing, Broadcast broadcast, SendingSettings settings) {
        this.outgoings = outgoings;
        this.signing = signing;
        this.broadcast = broadcast;
        this.settings = settings;
    }

    /** As many as may be on their way, and as long as the node takes what it gets. */
    void next(ChainView node, Turn turn, int inFlight) {
        if (inFlight >= settings.inFlight() || !outgoings.hasQueued(turn.chainId(), turn.sender())) {
            return;
        }
        BigInteger balance = node.balance(turn.sender());
        if (node.count(turn.sender()) != turn.count()) {
            // the balance may be of a chain that has more or fewer of its transactions, and then tells nothing
            return;
        }
        BigInteger free = balance.subtract(outgoings.committed(turn));
        outgoings.wait(turn, settings.maxFee(), free);
        Set<UUID> tooDear = new HashSet<>();
        int sent = inFlight;
        while (sent < settings.inFlight() && tooDear.size() < TRIES) {
            Optional<Outgoing> oldest = outgoings.nextQueued(turn, settings.maxFee(), free);
            if (oldest.isEmpty() || tooDear.contains(oldest.get().id())) {
                return;
            }
            Outgoing row = oldest.get();
            Estimate estimate = estimate(node, row);
            if (estimate.gas() == null && estimate.reply().verdict() != Verdict.POOR) {
                cannot(row, estimate.reply(), sent == 0);
                return;
            }
            Fees fees = row.offer().fees(turn.market(), settings.maxFee());
            if (estimate.gas() == null || row.cost(estimate.gas(), fees).compareTo(free) > 0) {
                outgoings.poor(row.id());
                tooDear.add(row.id());
                continue;
            }
            Optional<Attempt> attempt = signing.first(row, turn, balance, fees, estimate.gas());
            if (attempt.isEmpty() || !broadcast.send(node, row.id(), attempt.get())) {
                return;
            }
            free = free.subtract(row.cost(estimate.gas(), fees));
            sent++;
        }
    }

    /** @param alone whether nothing is on its way that this one may need before it */
    private void cannot(Outgoing row, Reply reply, boolean alone) {
        if (alone && reply.verdict() == Verdict.REVERTS) {
            outgoings.refused(row.id(), State.QUEUED, reply.message());
        } else {
            outgoings.waits(row.id(), reply.message());
        }
    }

    private static Estimate estimate(ChainView node, Outgoing row) {
        if (row.gasLimit() != null) {
            return new Estimate(row.gasLimit(), Reply.taken());
        }
        Estimate estimate = node.estimate(row.sender(), row.recipient(), row.value(), row.data());
        // what it needs may change until it is mined
        return estimate.gas() == null ? estimate : new Estimate(estimate.gas() + estimate.gas() / 4, estimate.reply());
    }
}
