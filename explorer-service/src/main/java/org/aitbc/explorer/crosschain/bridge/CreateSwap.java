package org.aitbc.explorer.crosschain.bridge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.explorer.accounts.Account;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.crosschain.Addresses;
import org.aitbc.explorer.crosschain.Amounts;
import org.aitbc.explorer.crosschain.Coins;
import org.aitbc.explorer.crosschain.wallets.Wallets;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.web3j.crypto.Hash;

/** Takes a bridge request: checks both chains, then begins with the client's lock. */
@Component
class CreateSwap {

    private static final int SECRET_BYTES = 32;

    private final JdbcClient jdbc;
    private final Chains chains;
    private final Wallets wallets;
    private final Accounts accounts;
    private final LockContracts contracts;
    private final Quotes quotes;
    private final SwapMoves moves;
    private final SecureRandom random = new SecureRandom();

    CreateSwap(
            JdbcClient jdbc,
            Chains chains,
            Wallets wallets,
            Accounts accounts,
            LockContracts contracts,
            Quotes quotes,
            SwapMoves moves) {
        this.jdbc = jdbc;
        this.chains = chains;
        this.wallets = wallets;
        this.accounts = accounts;
        this.contracts = contracts;
        this.quotes = quotes;
        this.moves = moves;
    }

    /** Not in one transaction: that a contract is on its way is to stay, though the request is refused until it is there. */
    Quote quote(Caller caller, BridgeRequest request) {
        Chain source = chains.require(request.sourceChainId());
        Chain target = chains.require(request.targetChainId());
        requireSameCoin(request, source, target);
        Account wallet = wallets.requireOwn(caller, source.id(), request.userAddress());
        BigInteger units = Amounts.units(request.amount(), source.decimals());
        Quote quote = quotes.of(source, target, units);
        if (units.compareTo(quote.total()) <= 0) {
            throw new Invalid("AMOUNT_TOO_SMALL", "amount: is eaten up by the fees");
        }
        contracts.require(source);
        contracts.require(target);
        if (Coins.balance(source, wallet.address()).compareTo(units) < 0) {
            throw new PaymentRequired("INSUFFICIENT_FUNDS", "the wallet has less than that");
        }
        BigInteger free =
                Coins.balance(target, accounts.ofSuite(target.id()).address()).subtract(promised(target));
        if (free.compareTo(units.subtract(quote.total())) < 0) {
            throw new Conflict("INSUFFICIENT_LIQUIDITY", "there is too little on chain " + target.id() + " for that");
        }
        return quote;
    }

    @Transactional
    public Swap begin(Caller caller, BridgeRequest request, Quote quote, @Nullable String key) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        Chain source = chains.require(request.sourceChainId());
        Swap swap = jdbc.sql(SwapTables.INSERT)
                .param("id", Ids.next())
                .param("owner", caller.subject())
                .param("key", key == null ? null : IdempotencyHeader.checked(key))
                .param("wallet", Addresses.checked("user_address", request.userAddress()))
                .param("source", source.id())
                .param("target", request.targetChainId())
                .param("recipient", Addresses.checked("target_address", request.recipient()))
                .param("protocol", request.way())
                .param("level", request.level())
                .param("decimals", source.decimals())
                .param("units", new BigDecimal(Amounts.units(request.amount(), source.decimals())))
                .param("fee", new BigDecimal(quote.bridgeFee()))
                .param("network", new BigDecimal(quote.networkFee()))
                .param("secret", secret)
                .param("hash", Hash.sha256(secret))
                .param("minutes", request.minutes())
                .query(Swap::of)
                .single();
        moves.make(swap, Move.SOURCE_LOCK);
        return swap;
    }

    private static void requireSameCoin(BridgeRequest request, Chain source, Chain target) {
        if (request.way().equals("liquidity_pool") || request.way().equals("wrapped_token")) {
            throw new Invalid("PROTOCOL_NOT_OFFERED", "protocol: only htlc and atomic_swap are offered");
        }
        if (request.tokenAddress() != null) {
            throw new Invalid("TOKEN_NOT_OFFERED", "token_address: only the chains' own coins are swapped");
        }
        if (source.id() == target.id()) {
            throw new Invalid("SAME_CHAIN", "target_chain_id: is to be another chain");
        }
        if (!source.symbol().equals(target.symbol()) || source.decimals() != target.decimals()) {
            throw new Invalid(
                    "NO_RATE",
                    "target_chain_id: no node knows what " + source.symbol() + " is worth in " + target.symbol());
        }
    }

    private BigInteger promised(Chain target) {
        return jdbc.sql(SwapTables.PROMISED)
                .param(target.id())
                .query(BigDecimal.class)
                .single()
                .toBigIntegerExact();
    }
}
