package org.aitbc.explorer.deposits;

import io.swagger.v3.oas.annotations.Hidden;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.chain.ChainDeposits;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.chain.*;
import org.aitbc.explorer.crosschain.Tokens;
import org.aitbc.explorer.crosschain.bridge.DevelopmentChains;
import org.aitbc.explorer.hex.Hex;
import org.aitbc.explorer.index.*;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RestController;

/** For other services only: the gateway has no route to it. */
@RestController
@Hidden
record DepositController(
        Accounts accounts,
        Chains chains,
        Progresses progresses,
        Tokens tokens,
        DevelopmentChains development,
        JdbcClient jdbc,
        TransactionTemplate transactions)
        implements ChainDeposits {

    /** Above the time between two blocks: a node whose head is older stands still, or is behind others. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    /** No principal has this name. */
    private static final String OWNER = "suite:deposits";

    /** Of coins sent by a transaction itself, or of a token. What contracts send of coins is in no index. */
    private static final String TRANSFERS = """
        select :chain || ' 0x' || encode(t.hash, 'hex') || ' ' || x.place as id, d.address,
          '0x' || encode(t.hash, 'hex') as transaction_hash, x.units / (10::numeric ^ d.decimals) as amount,
          t.height as block_number, b.at, :indexed - t.height as confirmations,
          :indexed - t.height >= :confirmations as settled
        from explorer.deposit d
        cross join lateral (
          select height, index as tx_index, -1 as place, value as units from explorer.transaction
          where d.token is null and chain_id = :chain and receiver = decode(substr(d.address, 3), 'hex') and value > 0
          union all
          select height, tx_index, index, amount from explorer.token_transfer
          where chain_id = :chain and recipient = decode(substr(d.address, 3), 'hex')
            and token = decode(substr(d.token, 3), 'hex') and amount > 0) x
        join explorer.transaction t on t.chain_id = :chain and t.height = x.height and t.index = x.tx_index and t.success
        join explorer.block b on b.chain_id = :chain and b.height = t.height
        where t.height <= :indexed and %s order by t.height, x.tx_index, x.place
        """;

    private record Deposit(UUID id, String address, long chainId) {}

    @Override
    public Address open(Order order) {
        return find(order.id()).orElseGet(() -> make(order));
    }

    private Optional<Address> find(UUID id) {
        return jdbc.sql("select id, address from explorer.deposit where id = ?")
                .param(id)
                .query(Address.class)
                .optional();
    }

    private Address make(Order order) {
        Chain chain = chains.require(order.chainId());
        // what is not read would not be seen to come in
        progresses.require(chain.id());
        String token = order.token() == null ? null : order.token().toLowerCase(Locale.ROOT);
        int decimals = tokens.decimals(chain, token);
        return Objects.requireNonNull(transactions.execute(_ -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended('deposit ' || ?, 0))")
                    .param(Ids.text(order.id()))
                    .query(_ -> {});
            return find(order.id()).orElseGet(() -> {
                String address = accounts.create(chain.id(), OWNER).address();
                jdbc.sql("insert into explorer.deposit (id, address, chain_id, token, decimals) values (?, ?, ?, ?, ?)")
                        .param(order.id())
                        .param(address)
                        .param(chain.id())
                        .param(token)
                        .param(decimals)
                        .update();
                return new Address(order.id(), address);
            });
        }));
    }

    @Override
    public Seen seen(UUID id, @Nullable String transaction) {
        Deposit deposit = jdbc.sql("select id, address, chain_id from explorer.deposit where id = ?")
                .param(id)
                .query(Deposit.class)
                .optional()
                .orElseThrow(() -> new NotFound("DEPOSIT_NOT_FOUND", "no deposit " + Ids.text(id)));
        Chain chain = chains.require(deposit.chainId());
        Instant now = Instant.now();
        long head = chain.node()
                .send(chain.node().web3j().ethBlockNumber())
                .getBlockNumber()
                .longValueExact();
        Progress at = progresses.require(chain.id());
        List<Transfer> transfers = jdbc.sql(TRANSFERS.formatted("d.id = :id"))
                .param("id", id)
                .param("chain", chain.id())
                .param("indexed", at.indexed())
                .param("confirmations", chain.confirmations())
                .query(Transfer.class)
                .list();
        return new Seen(transfers, readUntil(chain, at, head, now), isKnown(chain, transaction));
    }

    private Instant readUntil(Chain chain, Progress at, long head, Instant now) {
        boolean all = at.indexed() >= head;
        // blocks come on demand there
        if (all && development.has(chain)) {
            return now;
        }
        Instant last = timeOf(at);
        return all && last.isAfter(now.minus(FRESH)) ? now : last;
    }

    private Instant timeOf(Progress at) {
        return jdbc.sql("select at from explorer.block where chain_id = ? and height = ? order by at limit 1")
                .params(at.chainId(), at.indexed())
                .query(Instant.class)
                .optional()
                .orElse(Instant.EPOCH);
    }

    private boolean isKnown(Chain chain, @Nullable String transaction) {
        return transaction != null
                && Hex.hash(transaction)
                        .map(digits -> jdbc.sql("""
                            select exists (select from explorer.transaction
                              where hash = decode(replace(?, '0x', ''), 'hex') and chain_id = ?)\
                            """)
                                .params(digits, chain.id())
                                .query(Boolean.class)
                                .single())
                        .orElse(false);
    }

    private record Sums(int addresses, BigDecimal received, BigDecimal unconfirmed, BigDecimal sent) {}

    @Override
    public Funds funds(long chainId, @Nullable String token) {
        Chain chain = chains.require(chainId);
        Progress at = progresses.require(chain.id());
        String ofCoin = "d.chain_id = :chain and d.token is not distinct from lower(:token)";
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("chain", chain.id());
        params.put("token", token);
        params.put("indexed", at.indexed());
        params.put("confirmations", chain.confirmations());
        Sums sums = jdbc.sql("""
            with transfer as (%s)
            select (select count(*) from explorer.deposit d where %s) as addresses,
              coalesce(sum(amount) filter (where settled), 0) as received,
              coalesce(sum(amount) filter (where not settled), 0) as unconfirmed,
              (select coalesce(sum(x.units / (10::numeric ^ d.decimals)), 0)
               from explorer.deposit d
               cross join lateral (
                 select value + fee as units from explorer.transaction
                 where d.token is null and chain_id = :chain and sender = decode(substr(d.address, 3), 'hex')
                 union all
                 select amount from explorer.token_transfer
                 where chain_id = :chain and sender = decode(substr(d.address, 3), 'hex')
                   and token = decode(substr(d.token, 3), 'hex')) x
               where %s) as sent
            from transfer\
            """.formatted(TRANSFERS.formatted(ofCoin), ofCoin, ofCoin))
                .params(params)
                .query(Sums.class)
                .single();
        List<Transfer> last = jdbc.sql("select * from (%s) all_of_them order by block_number desc limit 100"
                        .formatted(TRANSFERS.formatted(ofCoin)))
                .params(params)
                .query(Transfer.class)
                .list();
        return new Funds(
                chain.name(), at.indexed(), sums.addresses(), sums.received(), sums.unconfirmed(), sums.sent(), last);
    }
}
