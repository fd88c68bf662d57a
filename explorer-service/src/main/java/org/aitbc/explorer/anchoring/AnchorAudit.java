package org.aitbc.explorer.anchoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.chain.NodeRefused;
import org.aitbc.explorer.deploying.Contract;
import org.aitbc.explorer.deploying.Deployments;
import org.aitbc.explorer.sending.ChainInstances;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Looks now and then whether the log is what was anchored. What is wrong is logged and counted for an alert; the service
 * stays ready, since its answers carry what anybody needs to see it too.
 */
@Component
class AnchorAudit {

    private static final Logger LOG = LoggerFactory.getLogger(AnchorAudit.class);

    private final Chains chains;
    private final Deployments deployments;
    private final Anchors anchors;
    private final ChainInstances instances;
    private final LogAudit log;
    private final ChainAudit chain;
    private volatile List<String> drift = List.of();

    AnchorAudit(
            Chains chains,
            Deployments deployments,
            Anchors anchors,
            ChainInstances instances,
            LogAudit log,
            ChainAudit chain,
            MeterRegistry meters) {
        this.chains = chains;
        this.deployments = deployments;
        this.anchors = anchors;
        this.instances = instances;
        this.log = log;
        this.chain = chain;
        Gauge.builder("aitbc.anchoring.drift", this, audit -> audit.drift.size())
                .description("Flaws that the audit finds in the receipt log and its anchors")
                .register(meters);
    }

    /** What is wrong, in words; empty when nothing is. */
    List<String> drift() {
        return drift;
    }

    @Scheduled(fixedDelayString = "${aitbc.anchoring.audit}", initialDelayString = "${aitbc.anchoring.audit}")
    void look() {
        try {
            List<String> found = new ArrayList<>(look(chains.home()));
            if (!found.isEmpty()) {
                LOG.error("the receipt log is wrong: {}", found);
            }
            drift = List.copyOf(found);
        } catch (DataAccessException | TransactionException | NodeRefused | IllegalStateException e) {
            LOG.warn("audit of the receipt log put off: {}", e.getMessage());
        }
    }

    private List<String> look(Chain home) {
        Optional<Integer> instance = instances.last(home.id());
        Optional<String> contract = deployments.find(Contract.RECEIPT_ANCHOR);
        if (instance.isEmpty() || contract.isEmpty()) {
            return log.check(List.of());
        }
        List<String> found = new ArrayList<>(log.check(anchors.all(instance.get(), contract.get())));
        try {
            found.addAll(chain.check(home, instance.get(), contract.get()));
        } catch (Unavailable e) {
            LOG.debug("the chain is not compared: {}", e.getMessage());
        }
        return found;
    }
}
