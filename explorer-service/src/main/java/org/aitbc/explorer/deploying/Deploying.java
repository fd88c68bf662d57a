package org.aitbc.explorer.deploying;

import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.deploying.Deployments.Deployment;
import org.aitbc.explorer.sending.ChainInstances;
import org.aitbc.explorer.sending.Draft;
import org.aitbc.explorer.sending.Offer;
import org.aitbc.explorer.sending.Outbox;
import org.aitbc.explorer.sending.Sent;
import org.aitbc.explorer.sending.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.web3j.protocol.core.DefaultBlockParameterName;

/**
 * Sees to it that the suite's contracts are on the home chain. If an address holds no code, the
 * chain has lost it: after a reset the contract is created again; on the same chain its creation is resent unchanged; for a
 * configured address it is only logged.
 */
@Component
class Deploying {

    private static final Logger LOG = LoggerFactory.getLogger(Deploying.class);

    private final Chains chains;
    private final Deployments deployments;
    private final DeploySettings settings;
    private final Accounts accounts;
    private final Outbox outbox;
    private final ChainInstances instances;
    private final DevelopmentCoins coins;
    private final TransactionTemplate transactions;
    private String trouble = "";

    Deploying(
            Chains chains,
            Deployments deployments,
            DeploySettings settings,
            Accounts accounts,
            Outbox outbox,
            ChainInstances instances,
            DevelopmentCoins coins,
            TransactionTemplate transactions) {
        this.chains = chains;
        this.deployments = deployments;
        this.settings = settings;
        this.accounts = accounts;
        this.outbox = outbox;
        this.instances = instances;
        this.coins = coins;
        this.transactions = transactions;
    }

    @Scheduled(fixedDelayString = "${aitbc.contracts.look}", initialDelayString = "${aitbc.contracts.look}")
    void look() {
        Chain home = chains.home();
        if (home.found().isEmpty()) {
            return;
        }
        try {
            look(home);
            trouble = "";
        } catch (RuntimeException e) {
            // a chain that is away is told of once
            String now = String.valueOf(e.getMessage());
            if (!now.equals(trouble)) {
                LOG.warn("contracts put off: {}", now);
                trouble = now;
            }
        }
    }

    private void look(Chain home) {
        Node node = home.node();
        int instance = instances.ask(home);
        coins.give(node, accounts.ofSuite(home.id()).address());
        for (Contract contract : Contract.values()) {
            Optional<String> configured = settings.address(contract);
            if (configured.isPresent()) {
                requireCode(node, contract, configured.get());
            } else if (settings.deploy().contains(home.id())) {
                Optional<Deployment> current = deployments.current(contract);
                if (current.isEmpty()) {
                    create(home, contract, instance);
                } else {
                    check(node, contract, current.get(), instance);
                }
            }
        }
    }

    private void create(Chain home, Contract contract, int instance) {
        Optional<String> token = deployments.find(Contract.AITBC_TOKEN);
        if (contract.needsToken() && token.isEmpty()) {
            return;
        }
        String reference =
                contract.text() + ":" + home.id() + ":" + instance + ":" + deployments.before(contract, instance);
        transactions.executeWithoutResult(_ -> {
            UUID outgoing = outbox.submit(new Draft(
                    home.id(),
                    accounts.ofSuite(home.id()).address(),
                    null,
                    BigInteger.ZERO,
                    contract.creation(token.orElse("")),
                    null,
                    Offer.USUAL,
                    "deployment",
                    reference));
            deployments.insert(contract, instance, outgoing);
        });
        LOG.info("creates the contract {} on chain {}", contract.text(), home.id());
    }

    private void check(Node node, Contract contract, Deployment deployment, int instance) {
        Sent sent = outbox.find(deployment.outgoing());
        String address = sent.contract();
        if (deployment.instance() != instance || sent.state() == State.FAILED || sent.state() == State.CANCELLED) {
            LOG.warn("the contract {} of before is gone: {}", contract.text(), sent.error());
            deployments.supersede(deployment);
        } else if (sent.state() == State.CONFIRMED && address != null) {
            if (!hasCode(node, address)) {
                LOG.warn("chain {} has lost the contract {}; it is sent again", sent.chainId(), contract.text());
                outbox.reopen(sent.id());
            } else if (deployment.address() == null) {
                deployments.arrived(deployment, address);
                LOG.info("the contract {} is at {}", contract.text(), address);
            }
        }
    }

    private static void requireCode(Node node, Contract contract, String address) {
        if (!hasCode(node, address)) {
            throw new IllegalStateException("there is no contract " + contract.text() + " at " + address);
        }
    }

    private static boolean hasCode(Node node, String address) {
        String code = node.send(node.web3j().ethGetCode(address, DefaultBlockParameterName.LATEST))
                .getCode();
        return code != null && code.length() > "0x".length();
    }
}
