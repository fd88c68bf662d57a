package org.aitbc.explorer.index;

import java.util.List;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each chain is read. */
@Component
public class Progresses {

    static final String COLUMNS = "chain_id, first, indexed, '0x' || encode(hash, 'hex') as hash, head, reorgs, halted";

    private final JdbcClient jdbc;
    private final Chains chains;

    Progresses(JdbcClient jdbc, Chains chains) {
        this.jdbc = jdbc;
        this.chains = chains;
    }

    /** A chain of those that are configured, the home chain where none is named. */
    public Chain chain(@Nullable Long id) {
        return id == null ? chains.home() : chains.require(id);
    }

    /**
     * How far a chain is read.
     *
     * @param id of the chain; null for the home chain
     * @throws org.aitbc.domain.error.NotFound for a chain that is not configured
     * @throws Unavailable where it has no node, or nothing of it was read yet
     */
    public Progress require(@Nullable Long id) {
        Chain chain = chain(id);
        // says that there is none
        chain.node();
        return jdbc.sql("select " + COLUMNS + " from explorer.progress where chain_id = ? and hash is not null")
                .param(chain.id())
                .query(Progress.class)
                .optional()
                .orElseThrow(() ->
                        new Unavailable("CHAIN_NOT_INDEXED", "no block of chain " + chain.id() + " was read yet"));
    }

    List<Progress> all() {
        return jdbc.sql("select " + COLUMNS + " from explorer.progress")
                .query(Progress.class)
                .list();
    }
}
