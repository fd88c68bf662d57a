package org.aitbc.explorer.crosschain.wallets;

import java.util.List;
import java.util.Optional;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.aitbc.explorer.accounts.Account;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.crosschain.Addresses;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Wallets: each principal has its own, an admin sees all. */
@Component
public class Wallets {

    private static final String COLUMNS = """
            select a.address, a.chain_id, a.created_at, w.owner_address, w.security_level
            from explorer.wallet w join explorer.account a using (address)\s""";

    /** Nothing deletes a key that money may come to. */
    private static final int MOST = 100;

    private final JdbcClient jdbc;
    private final Accounts accounts;

    Wallets(JdbcClient jdbc, Accounts accounts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    /** @throws Conflict when the caller has as many as may be */
    @Transactional
    Wallet create(Caller caller, long chainId, String ownerAddress, String securityLevel) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('wallets of ' || ?, 0))")
                .param(caller.subject())
                .query(_ -> {});
        Conflict.when(
                of(caller).size() >= MOST,
                "TOO_MANY_WALLETS",
                "a principal has " + MOST + " wallets at most, on all chains; use one that you have");
        Account account = accounts.create(chainId, caller.subject());
        jdbc.sql("insert into explorer.wallet (address, owner_address, security_level) values (?, ?, ?)")
                .params(account.address(), ownerAddress, securityLevel)
                .update();
        return jdbc.sql(COLUMNS + "where a.address = ?")
                .param(account.address())
                .query(Wallet::of)
                .single();
    }

    List<Wallet> of(Caller caller) {
        return jdbc.sql(COLUMNS + "where a.owner = ? order by a.created_at desc, a.address")
                .param(caller.subject())
                .query(Wallet::of)
                .list();
    }

    /** The caller's wallet on a chain; empty where it has none there, or several. */
    public Optional<Account> theOnly(Caller caller, long chainId) {
        List<String> addresses = jdbc.sql("""
                        select address from explorer.wallet join explorer.account using (address)
                        where owner = ? and chain_id = ? limit 2""")
                .params(caller.subject(), chainId)
                .query(String.class)
                .list();
        return addresses.size() == 1 ? accounts.find(chainId, addresses.getFirst()) : Optional.empty();
    }

    /**
     * The wallet of the caller with this address.
     *
     * @throws NotFound when there is none, or it is another's
     */
    public Account require(Caller caller, long chainId, String address) {
        return accounts.find(chainId, Addresses.checked("wallet_address", address))
                .filter(account -> caller.isAdmin() || account.owner().equals(caller.subject()))
                .orElseThrow(() -> new NotFound("WALLET_NOT_FOUND", "no wallet " + address + " on chain " + chainId));
    }

    /**
     * As {@link #require}, but money moves for its owner alone.
     *
     * @throws NotFound when there is none, or it is another's
     */
    public Account requireOwn(Caller caller, long chainId, String address) {
        return own(caller, chainId, Addresses.checked("wallet_address", address))
                .orElseThrow(() -> new NotFound("WALLET_NOT_FOUND", "no wallet " + address + " on chain " + chainId));
    }

    /** Whether an address is a wallet of the caller's. */
    public boolean has(Caller caller, long chainId, String address) {
        return own(caller, chainId, address).isPresent();
    }

    private Optional<Account> own(Caller caller, long chainId, String address) {
        return accounts.find(chainId, address).filter(account -> account.owner().equals(caller.subject()));
    }
}
