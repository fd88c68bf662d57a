package org.aitbc.explorer.deploying;

import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.sending.ChainInstances;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where the suite's contracts are on the home chain. */
@Component
public class Deployments {

    /** @param address null until its creation is confirmed */
    record Deployment(
            long id, int instance, UUID outgoing, @Nullable String address) {}

    private final JdbcClient jdbc;
    private final DeploySettings settings;
    private final ChainInstances instances;
    private final long home;

    Deployments(JdbcClient jdbc, DeploySettings settings, Chains chains, ChainInstances instances) {
        this.instances = instances;
        this.jdbc = jdbc;
        this.settings = settings;
        this.home = chains.home().id();
    }

    /** A contract's address, lower-case; empty where it is not on the chain yet. Asks no node. */
    public Optional<String> find(Contract contract) {
        return settings.address(contract)
                .or(() -> current(contract)
                        // contracts of an earlier instance of the chain are gone
                        .filter(one -> instances
                                .last(home)
                                .filter(last -> last == one.instance())
                                .isPresent())
                        .flatMap(one -> Optional.ofNullable(one.address())));
    }

    /** @throws Unavailable where it is not on the chain yet */
    public String require(Contract contract) {
        return find(contract)
                .orElseThrow(() -> new Unavailable(
                        "CONTRACT_UNAVAILABLE", "the contract " + contract.text() + " is not on chain " + home));
    }

    Optional<Deployment> current(Contract contract) {
        return jdbc.sql("""
                        select * from explorer.deployment where chain_id = ? and contract = ? and not superseded""")
                .params(home, contract.text())
                .query(Deployment.class)
                .optional();
    }

    /** How often a contract was created on this chain before. */
    long before(Contract contract, int instance) {
        return jdbc.sql("select count(*) from explorer.deployment where chain_id = ? and contract = ? and instance = ?")
                .params(home, contract.text(), instance)
                .query(Long.class)
                .single();
    }

    void insert(Contract contract, int instance, UUID outgoing) {
        jdbc.sql("""
                        insert into explorer.deployment (chain_id, contract, instance, outgoing) values (?, ?, ?, ?)
                        on conflict do nothing""").params(home, contract.text(), instance, outgoing).update();
    }

    void arrived(Deployment deployment, String address) {
        jdbc.sql("update explorer.deployment set address = ? where id = ?")
                .params(address, deployment.id())
                .update();
    }

    void supersede(Deployment deployment) {
        jdbc.sql("update explorer.deployment set superseded = true where id = ?")
                .param(deployment.id())
                .update();
    }
}
