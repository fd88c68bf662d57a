package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.sending.ChainView.Estimate;
import org.aitbc.explorer.sending.ChainView.Head;
import org.aitbc.explorer.sending.Reply.Verdict;
import org.springframework.stereotype.Component;

/**
 * Brings transactions on chain. It remembers nothing: each step begins from what the table and the chain say, so it may be
 * cut off anywhere.
 */
@Component
class Sender {

    private static final long PLAIN_TRANSFER = 21_000;

    private final Outgoings outgoings;
    private final ChainInstances instances;
    private final Watch watch;
    private final Signing signing;
    private final SendingSettings settings;

    Sender(Outgoings outgoings, ChainInstances instances, Watch watch, Signing signing, SendingSettings settings) {
        this.outgoings = outgoings;
        this.instances = instances;
        this.watch = watch;
        this.signing = signing;
        this.settings = settings;
    }

    /** Does what can be done at this moment. */
    void step(Chain chain, ChainView node) {
        if (!outgoings.hasOpen(chain.id())) {
            return;
        }
        int instance = instances.require(chain.id(), node.genesis());
        watch.look(chain, node, instance);
        List<String> senders = outgoings.senders(chain.id());
        if (senders.isEmpty()) {
            return;
        }
        Map<UUID, List<Attempt>> attempts = outgoings.attempts(instance);
        List<Outgoing> submitted = outgoings.watched(instance).stream()
                .filter(row -> row.state() == State.SUBMITTED)
                .toList();
        Head head = node.head();
        for (String sender : senders) {
            List<Outgoing> own = submitted.stream()
                    .filter(row -> row.sender().equals(sender))
                    .toList();
            long count = node.count(sender);
            outgoings.reopen(instance, sender, count);
            if (push(chain, node, head, count, own, attempts)) {
                next(chain, node, head, instance, sender, count, own.size());
            }
        }
    }

    /** Sees to it that nodes have what is on its way; false where one waits, and so all that come after it. */
    private boolean push(
            Chain chain,
            ChainView node,
            Head head,
            long count,
            List<Outgoing> submitted,
            Map<UUID, List<Attempt>> attempts) {
        for (Outgoing row : submitted) {
            long nonce = Objects.requireNonNull(row.nonce());
            List<Attempt> signed = attempts.getOrDefault(row.id(), List.of());
            Optional<Attempt> current = signed.stream()
                    .filter(one -> one.hash().equals(row.transactionHash()))
                    .findFirst();
            if (current.isEmpty()) {
                return false;
            }
            if (nonce < count) {
                if (isTakenByAnother(chain, node, row, nonce)) {
                    outgoings.refused(row.id(), State.SUBMITTED, "its nonce was used by a transaction of someone else");
                }
                continue;
            }
            Attempt due = replaced(node, head, row, current.get(), signed, nonce, nonce == count);
            boolean fresh = !due.hash().equals(row.transactionHash()) || !row.accepted();
            if ((fresh || !node.knows(due.hash())) && !broadcast(node, row.id(), due)) {
                return false;
            }
        }
        return true;
    }

    /** The transaction to offer now: the one there is, or one that offers more or cancels. */
    private Attempt replaced(
            ChainView node,
            Head head,
            Outgoing row,
            Attempt current,
            List<Attempt> signed,
            long nonce,
            boolean lowest) {
        boolean cancels = row.cancelling() && !current.cancels();
        boolean stuck = lowest && row.accepted() && head.number() >= current.head() + settings.bumpAfter();
        boolean tooLow = row.error() != null && Reply.verdict(row.error()) == Verdict.UNDERPRICED;
        if (!cancels && !stuck && !tooLow) {
            return current;
        }
        Fees fees = signed.stream()
                .map(Attempt::fees)
                .max(Comparator.comparing(Fees::max))
                .map(node.fees(head)::replacing)
                .orElseThrow();
        if (fees.max().compareTo(settings.maxFee()) > 0) {
            return current;
        }
        long gas = cancels ? plainTransfer(node, row.sender()) : current.gas();
        return signing.replacement(row, nonce, cancels || current.cancels(), fees, gas, head.number())
                .orElse(current);
    }

    /** Gives nonces to what is queued, as long as the node takes what it gets. */
    private void next(Chain chain, ChainView node, Head head, int instance, String sender, long count, int inFlight) {
        for (int i = inFlight; i < settings.inFlight(); i++) {
            Optional<Outgoing> queued = outgoings.nextQueued(chain.id(), sender);
            if (queued.isEmpty()) {
                return;
            }
            Outgoing row = queued.get();
            Optional<Long> gas = gas(node, row, i == 0);
            if (gas.isEmpty()) {
                return;
            }
            Optional<Attempt> attempt = signing.first(row, instance, count, node.fees(head), gas.get(), head.number());
            if (attempt.isEmpty() || !broadcast(node, row.id(), attempt.get())) {
                return;
            }
        }
    }

    /** @param alone whether nothing is on its way that this one may need before it */
    private Optional<Long> gas(ChainView node, Outgoing row, boolean alone) {
        if (row.gasLimit() != null) {
            return Optional.of(row.gasLimit());
        }
        Estimate estimate = node.estimate(row.sender(), row.recipient(), row.value(), row.data());
        if (estimate.gas() != null) {
            // what it needs may change until it is mined
            return Optional.of(estimate.gas() + estimate.gas() / 4);
        }
        if (alone && estimate.reply().verdict() == Verdict.REVERTS) {
            outgoings.refused(row.id(), State.QUEUED, estimate.reply().message());
        } else {
            outgoings.waits(row.id(), estimate.reply().message());
        }
        return Optional.empty();
    }

    private boolean broadcast(ChainView node, UUID id, Attempt attempt) {
        Reply reply = node.broadcast(attempt.raw());
        switch (reply.verdict()) {
            case TAKEN -> outgoings.accepted(id, attempt.hash());
            case SPENT -> {
                // one of its transactions was mined this moment: the watch will tell which
            }
            case UNDERPRICED, REVERTS, REFUSED -> {
                outgoings.waits(id, reply.message());
                return false;
            }
        }
        return true;
    }

    /** Told only where it is as deep as anything is watched, and by all attempts there are after that was seen. */
    private boolean isTakenByAnother(Chain chain, ChainView node, Outgoing row, long nonce) {
        long deep = node.head().number() - chain.confirmations() - settings.watch();
        return deep >= 0
                && node.countAt(row.sender(), deep) > nonce
                && node.seen(outgoings.hashes(row.id())).isEmpty();
    }

    private static long plainTransfer(ChainView node, String sender) {
        Long gas = node.estimate(sender, sender, BigInteger.ZERO, "0x").gas();
        return gas == null ? PLAIN_TRANSFER : Math.max(gas, PLAIN_TRANSFER);
    }
}
