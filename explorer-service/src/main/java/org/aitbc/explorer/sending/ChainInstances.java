package org.aitbc.explorer.sending;

import java.util.Objects;
import java.util.Optional;
import org.aitbc.explorer.chain.Chain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells a chain from another one under its number: nonces, blocks and contracts of one mean nothing on the other. */
@Component
public class ChainInstances {

    private static final Logger LOG = LoggerFactory.getLogger(ChainInstances.class);

    private record Instance(int id, String genesis) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final SendingSettings settings;

    ChainInstances(JdbcClient jdbc, TransactionTemplate transactions, SendingSettings settings) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.settings = settings;
    }

    /** The number of the chain that was met last under this number, among all that ever were. Asks no node. */
    public Optional<Integer> last(long chainId) {
        return current(chainId).map(Instance::id);
    }

    /**
     * The number of the chain that the node is of now.
     *
     * @throws IllegalStateException when the node is of another chain than before, and the chain must not be reset
     * @throws org.aitbc.domain.error.Unavailable where no node answers
     */
    public int ask(Chain chain) {
        return require(chain.id(), new NodeCalls(chain.node()).genesis());
    }

    /**
     * Whether a chain may be reset. If so, its node is asked which instance it is now, and transactions pending on an earlier
     * instance are given up.
     *
     * @throws org.aitbc.domain.error.Unavailable where no node answers
     */
    public boolean renew(Chain chain) {
        if (!settings.replaceable().contains(chain.id())) {
            return false;
        }
        ask(chain);
        return true;
    }

    /** @param genesis the hash of the chain's first block */
    int require(long chainId, String genesis) {
        return current(chainId)
                .filter(one -> one.genesis().equals(genesis))
                .map(Instance::id)
                .orElseGet(() -> Objects.requireNonNull(transactions.execute(_ -> begin(chainId, genesis))));
    }

    private int begin(long chainId, String genesis) {
        // of several instances of the service one tells the others: what they send since is not to be given up
        jdbc.sql("select pg_advisory_xact_lock(hashtext('explorer.chain_instance'), ?::int)")
                .param((int) chainId)
                .query()
                .singleRow();
        Optional<Instance> before = current(chainId);
        if (before.isPresent()) {
            if (before.get().genesis().equals(genesis)) {
                return before.get().id();
            }
            if (!settings.replaceable().contains(chainId)) {
                throw new IllegalStateException("the node of chain " + chainId
                        + " is of another chain than before: its first block is " + genesis);
            }
            giveUp(chainId, before.get());
        }
        return jdbc.sql("""
                        insert into explorer.chain_instance (chain_id, genesis, current) values (?, ?, true)
                        on conflict (chain_id, genesis) do update set current = true returning id""").params(chainId, genesis).query(Integer.class).single();
    }

    /** What was on its way on the chain that was there before will not come. */
    private void giveUp(long chainId, Instance before) {
        jdbc.sql("update explorer.chain_instance set current = false where id = ?")
                .param(before.id())
                .update();
        int lost = jdbc.sql("""
                        update explorer.outgoing set state = 'failed', error = 'the chain began anew', ended_at = now()
                        where chain_id = ? and not settled and state in ('queued', 'submitted', 'mined')""").param(chainId).update();
        jdbc.sql("update explorer.outgoing set settled = true where chain_id = ? and not settled")
                .param(chainId)
                .update();
        LOG.warn("chain {} began anew; {} transactions were on their way", chainId, lost);
    }

    private Optional<Instance> current(long chainId) {
        return jdbc.sql("select id, genesis from explorer.chain_instance where chain_id = ? and current")
                .param(chainId)
                .query((row, _) -> new Instance(row.getInt(1), row.getString(2)))
                .optional();
    }
}
