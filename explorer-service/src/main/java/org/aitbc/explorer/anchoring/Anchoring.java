package org.aitbc.explorer.anchoring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.anchoring.Anchors.Vain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.deploying.Contract;
import org.aitbc.explorer.deploying.Deployments;
import org.aitbc.explorer.sending.ChainInstances;
import org.aitbc.explorer.sending.Draft;
import org.aitbc.explorer.sending.Outbox;
import org.aitbc.explorer.sending.State;
import org.aitbc.starter.metrics.Gauges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands the log's root to the outbox when enough receipts, or enough time, have come since the last one. */
@Component
class Anchoring {

    private static final Logger LOG = LoggerFactory.getLogger(Anchoring.class);
    private static final String PURPOSE = "anchor";
    private static final int NO_CHAIN = 0;

    /** After so many in vain the time until the next is no longer doubled. */
    private static final int DOUBLINGS = 6;

    /** Receipts that no anchor covers, how long the oldest has waited, and how often they were sent in vain. */
    private record Waiting(long receipts, Duration oldest, long vain) {}

    private final Chains chains;
    private final Deployments deployments;
    private final Accounts accounts;
    private final Outbox outbox;
    private final Anchors anchors;
    private final ReceiptTree tree;
    private final ChainInstances instances;
    private final AnchorSettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Gauges<Waiting> waiting;
    private String complaint = "";

    Anchoring(
            Chains chains,
            Deployments deployments,
            Accounts accounts,
            Outbox outbox,
            Anchors anchors,
            ReceiptTree tree,
            ChainInstances instances,
            AnchorSettings settings,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            MeterRegistry meters) {
        this.chains = chains;
        this.deployments = deployments;
        this.accounts = accounts;
        this.outbox = outbox;
        this.anchors = anchors;
        this.tree = tree;
        this.instances = instances;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.waiting = new Gauges<>(meters, new Waiting(0, Duration.ZERO, 0))
                .gauge("aitbc.anchoring.unanchored", "Receipts that no anchor covers", Waiting::receipts)
                .gauge(
                        "aitbc.anchoring.oldest.seconds",
                        "How long the oldest receipt without an anchor has waited",
                        waits -> waits.oldest().toMillis() / 1e3)
                .gauge("aitbc.anchoring.vain", "Failed anchors since the last good one", Waiting::vain);
    }

    @Scheduled(fixedDelayString = "${aitbc.anchoring.look}", initialDelayString = "${aitbc.anchoring.look}")
    void look() {
        try {
            transactions.executeWithoutResult(_ -> anchor());
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("anchoring put off: {}", e.getMessage());
        }
    }

    private void anchor() {
        long chain = chains.home().id();
        // of several instances one at a time decides
        jdbc.sql("select pg_advisory_xact_lock(hashtext('explorer.anchoring'))")
                .query()
                .singleRow();
        Optional<String> contract = deployments.find(Contract.RECEIPT_ANCHOR);
        int instance = instances.last(chain).orElse(NO_CHAIN);
        Optional<Anchor> last = contract.flatMap(address -> anchors.last(instance, address));
        long covered = last.filter(anchor -> anchor.state() == State.CONFIRMED || anchor.state() == State.MINED)
                .map(Anchor::treeSize)
                .orElse(0L);
        long size = tree.size();
        Optional<Vain> vain = contract.flatMap(address -> anchors.vain(instance, address));
        Waiting waits = new Waiting(
                size - covered,
                size == covered ? Duration.ZERO : age(covered),
                vain.map(Vain::times).orElse(0L));
        waiting.measured(waits);
        complain(vain.map(Vain::why).orElse(""));
        boolean idle = last.isEmpty() || last.get().treeSize() == covered;
        if (contract.isPresent()
                && idle
                && isDue(waits)
                && vain.filter(this::isFresh).isEmpty()) {
            send(chain, instance, contract.get(), size);
        }
    }

    private boolean isDue(Waiting now) {
        return now.receipts() > 0
                && (now.receipts() >= settings.receipts() || now.oldest().compareTo(settings.every()) >= 0);
    }

    /** Whether it is too early to try again: what was refused once is mostly refused again. */
    private boolean isFresh(Vain vain) {
        Duration pause = settings.every().multipliedBy(1L << Math.min(vain.times() - 1, DOUBLINGS));
        return vain.since().compareTo(pause) < 0;
    }

    private void complain(String why) {
        if (!why.isEmpty() && !why.equals(complaint)) {
            LOG.warn("an anchor came to nothing, and is tried again ever more rarely: {}", why);
        }
        complaint = why;
    }

    /** The same tree is sent again only where the outbox says that it came to nothing. */
    private void send(long chain, int instance, String contract, long size) {
        byte[] root = tree.root(size);
        long failures = anchors.failures(instance, contract, size);
        UUID outgoing = outbox.submit(Draft.call(
                chain,
                accounts.ofSuite(chain).address(),
                contract,
                AnchorContract.anchor(size, root),
                PURPOSE,
                instance + ":" + contract + ":" + size + ":" + failures));
        anchors.insert(size, root, chain, instance, contract, outgoing);
    }

    private Duration age(long index) {
        return jdbc.sql("select extract(epoch from now() - logged_at) from explorer.receipt_leaf where index = ?")
                .param(index)
                .query((row, _) ->
                        Duration.ofMillis(row.getBigDecimal(1).movePointRight(3).longValue()))
                .single();
    }
}
