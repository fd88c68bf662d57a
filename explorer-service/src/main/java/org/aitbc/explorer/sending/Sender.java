package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.aitbc.domain.error.DomainException;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.sending.Reply.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings transactions on chain. It remembers nothing but what it complained of: each step begins from what the table and the
 * chain say, so it may be cut off anywhere.
 */
@Component
class Sender {

    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final long PLAIN_TRANSFER = 21_000;

    /** How many accounts have their turn in one step: the suite's own is among them each time, the others take turns. */
    private static final int TURNS = 50;

    private final Outgoings outgoings;
    private final ChainInstances instances;
    private final Watch watch;
    private final Signing signing;
    private final Broadcast broadcast;
    private final Queue queue;
    private final SendingSettings settings;
    private final Map<String, String> complaints = new ConcurrentHashMap<>();

    Sender(
            Outgoings outgoings,
            ChainInstances instances,
            Watch watch,
            Signing signing,
            Broadcast broadcast,
            Queue queue,
            SendingSettings settings) {
        this.outgoings = outgoings;
        this.instances = instances;
        this.watch = watch;
        this.signing = signing;
        this.broadcast = broadcast;
        this.queue = queue;
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
        Map<String, List<Outgoing>> onTheirWay = outgoings.watched(instance).stream()
                .filter(row -> row.state() == State.SUBMITTED)
                .collect(Collectors.groupingBy(Outgoing::sender));
        long head = node.head();
        Market market = node.market();
        for (String sender : withTurn(chain, node, senders, onTheirWay.keySet())) {
            List<Outgoing> own = onTheirWay.getOrDefault(sender, List.of());
            try {
                long count = node.count(sender);
                outgoings.reopen(instance, sender, count);
                Turn turn = new Turn(chain.id(), instance, sender, count, head, market);
                if (push(chain, node, turn, own, attempts)) {
                    queue.next(node, turn, own.size());
                }
                complaints.remove(sender);
            } catch (DomainException e) {
                complain(sender, e);
            }
        }
    }

    /** What has nothing on its way and no coins needs none. */
    private List<String> withTurn(Chain chain, ChainView node, List<String> senders, Set<String> busy) {
        List<String> idle = senders.stream().filter(one -> !busy.contains(one)).toList();
        Set<String> funded = node.funded(idle);
        outgoings.empty(
                chain.id(), idle.stream().filter(one -> !funded.contains(one)).toList());
        return senders.stream()
                .filter(one -> busy.contains(one) || funded.contains(one))
                .limit(TURNS)
                .toList();
    }

    /** An account that is locked holds up no other; a node that is away does. */
    private void complain(String sender, DomainException trouble) {
        if (trouble.code().equals(Node.UNAVAILABLE)) {
            throw trouble;
        }
        String text = String.valueOf(trouble.getMessage());
        if (!text.equals(complaints.put(sender, text))) {
            LOG.warn("sending from {} put off: {}", sender, text);
        }
    }

    /** Sees to it that nodes have what is on its way; false where one waits, and so all that come after it. */
    private boolean push(
            Chain chain, ChainView node, Turn turn, List<Outgoing> submitted, Map<UUID, List<Attempt>> attempts) {
        for (Outgoing row : submitted) {
            long nonce = Objects.requireNonNull(row.nonce());
            List<Attempt> signed = attempts.getOrDefault(row.id(), List.of());
            Optional<Attempt> current = signed.stream()
                    .filter(one -> one.hash().equals(row.transactionHash()))
                    .findFirst();
            if (current.isEmpty()) {
                return false;
            }
            if (nonce < turn.count()) {
                if (isTakenByAnother(chain, node, row, nonce)) {
                    outgoings.refused(row.id(), State.SUBMITTED, "its nonce was used by a transaction of someone else");
                }
                continue;
            }
            Attempt due = replaced(node, turn, row, current.get(), signed, nonce);
            boolean fresh = !due.hash().equals(row.transactionHash()) || !row.accepted();
            boolean wanted = fresh || !node.isInPool(due.hash());
            if (wanted && ((row.isLate() && !due.cancels()) || !broadcast.send(node, row.id(), due))) {
                return false;
            }
        }
        return true;
    }

    /** The transaction to offer now: the one there is, or one that offers more or cancels. */
    private Attempt replaced(
            ChainView node, Turn turn, Outgoing row, Attempt current, List<Attempt> signed, long nonce) {
        boolean due = (row.cancelling() || row.isLate()) && !current.cancels();
        boolean stuck = nonce == turn.count() && row.accepted() && turn.head() >= current.head() + settings.bumpAfter();
        boolean tooLow = row.error() != null && Reply.verdict(row.error()) == Verdict.UNDERPRICED;
        if (!due && !stuck && !tooLow) {
            return current;
        }
        boolean cancels = due || current.cancels();
        // the client's limit is for what it asked for, and at that limit nothing could take its place
        Offer offer = cancels ? Offer.USUAL : row.offer();
        Fees fees = signed.stream()
                .map(Attempt::fees)
                .max(Comparator.comparing(Fees::max))
                .map(offer.fees(turn.market(), settings.maxFee())::replacing)
                .orElseThrow();
        if (fees.max().compareTo(offer.most(settings.maxFee())) > 0) {
            return current;
        }
        long gas = due ? plainTransfer(node, row.sender()) : current.gas();
        return signing.replacement(row, nonce, cancels, fees, gas, turn.head()).orElse(current);
    }

    /** Told only where it is as deep as anything is watched, and by all attempts there are after that was seen. */
    private boolean isTakenByAnother(Chain chain, ChainView node, Outgoing row, long nonce) {
        long deep = node.head() - chain.confirmations() - settings.watch();
        return deep >= 0
                && node.countAt(row.sender(), deep) > nonce
                && node.seen(outgoings.hashes(row.id())).isEmpty();
    }

    private static long plainTransfer(ChainView node, String sender) {
        Long gas = node.estimate(sender, sender, BigInteger.ZERO, "0x").gas();
        return gas == null ? PLAIN_TRANSFER : Math.max(gas, PLAIN_TRANSFER);
    }
}
