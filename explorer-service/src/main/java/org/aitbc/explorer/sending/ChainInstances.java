package org.aitbc.explorer.sending;

import java.util.List;
import org.aitbc.explorer.chain.Chain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells a chain from another one under its number: nonces and blocks of one mean nothing on the other. */
@Component
public class ChainInstances {

    private static final Logger LOG = LoggerFactory.getLogger(ChainInstances.class);

    private record Instance(int id, String genesis) {}

    private final JdbcClient jdbc;
    private final SendingSettings settings;

    ChainInstances(JdbcClient jdbc, SendingSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * The number of the chain that the node is of, among all that were ever met.
     *
     * @throws IllegalStateException when it is of another chain than before, and the chain is not one that may begin anew
     * @throws org.aitbc.domain.error.Unavailable where no node answers
     */
    public int current(Chain chain) {
        return require(chain.id(), new NodeCalls(chain.node()).genesis());
    }

    /**
     * The number of this chain among all that were ever met.
     *
     * @param genesis the hash of its first block
     * @throws IllegalStateException when the node is of another chain than before, and the chain is not one that may begin anew
     */
    int require(long chainId, String genesis) {
        List<Instance> known = jdbc.sql("select id, genesis from explorer.chain_instance where chain_id = ?")
                .param(chainId)
                .query((row, _) -> new Instance(row.getInt(1), row.getString(2)))
                .list();
        if (known.isEmpty()) {
            return meet(chainId, genesis);
        }
        boolean replaceable = settings.replaceable().contains(chainId);
        int instance = known.stream()
                .filter(one -> one.genesis().equals(genesis))
                .findFirst()
                .map(Instance::id)
                .orElseGet(() -> {
                    if (!replaceable) {
                        throw new IllegalStateException("the node of chain " + chainId
                                + " is of another chain than before: its first block is " + genesis);
                    }
                    return meet(chainId, genesis);
                });
        if (replaceable && (known.size() > 1 || known.getFirst().id() != instance)) {
            giveUp(chainId, instance);
        }
        return instance;
    }

    private int meet(long chainId, String genesis) {
        jdbc.sql("insert into explorer.chain_instance (chain_id, genesis) values (?, ?) on conflict do nothing")
                .params(chainId, genesis)
                .update();
        return jdbc.sql("select id from explorer.chain_instance where chain_id = ? and genesis = ?")
                .params(chainId, genesis)
                .query(Integer.class)
                .single();
    }

    /** What was on its way on a chain that is no more will not come. */
    private void giveUp(long chainId, int instance) {
        int lost = jdbc.sql("""
                        update explorer.outgoing
                        set state = 'failed', settled = true, error = 'the chain began anew', ended_at = now()
                        where chain_id = ? and instance <> ? and not settled
                          and state not in ('confirmed', 'failed', 'cancelled')""").params(chainId, instance).update();
        jdbc.sql("update explorer.outgoing set settled = true where chain_id = ? and instance <> ? and not settled")
                .params(chainId, instance)
                .update();
        if (lost > 0) {
            LOG.warn("chain {} began anew; {} transactions were on their way", chainId, lost);
        }
    }
}
