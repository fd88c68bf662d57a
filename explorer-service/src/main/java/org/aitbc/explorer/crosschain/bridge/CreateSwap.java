package org.aitbc.explorer.crosschain.bridge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.explorer.accounts.Account;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.crosschain.Addresses;
import org.aitbc.explorer.crosschain.Amounts;
import org.aitbc.explorer.crosschain.Coins;
import org.aitbc.explorer.crosschain.Tokens;
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
    private final Pairs pairs;
    private final Tokens tokens;
    private final Wallets wallets;
    private final LockContracts contracts;
    private final Quotes quotes;
    private final SwapMoves moves;
    private final BridgeSettings settings;
    private final SecureRandom random = new SecureRandom();

    CreateSwap(
            JdbcClient jdbc,
            Pairs pairs,
            Tokens tokens,
            Wallets wallets,
            LockContracts contracts,
            Quotes quotes,
            SwapMoves moves,
            BridgeSettings settings) {
        this.jdbc = jdbc;
        this.pairs = pairs;
        this.tokens = tokens;
        this.wallets = wallets;
        this.contracts = contracts;
        this.quotes = quotes;
        this.moves = moves;
        this.settings = settings;
    }

    /** Not in one transaction: that a contract is on its way is to stay, though the request is refused until it is there. */
    Quote quote(Caller caller, BridgeRequest request) {
        Account wallet = wallets.requireOwn(caller, request.sourceChainId(), request.userAddress());
        Pair pair = pair(request);
        Chain source = pair.source();
        Chain target = pair.target();
        recipient(caller, request);
        int decimals = tokens.decimals(source, pair.sourceToken());
        BigInteger units = Amounts.units(request.amount(), decimals);
        Quote quote = quotes.of(pair, units, decimals);
        if (units.compareTo(quote.total()) <= 0) {
            throw new Invalid("AMOUNT_TOO_SMALL", "amount: is eaten up by the fees");
        }
        requireTime(request, quote);
        contracts.require(source);
        contracts.require(target);
        BigInteger pledged = pledged(source, pair.sourceToken(), wallet);
        if (tokens.balance(source, pair.sourceToken(), wallet.address()).compareTo(units.add(pledged)) < 0) {
            throw new PaymentRequired("INSUFFICIENT_FUNDS", "the wallet has less than that, with what else it swaps");
        }
        if (Coins.balance(source, wallet.address()).signum() == 0) {
            throw new PaymentRequired("INSUFFICIENT_FUNDS", "the wallet has no coins to pay gas with");
        }
        BigInteger needed = units.subtract(quote.total()).add(promised(target, pair.targetToken()));
        if (!moves.isEnough(target, pair.targetToken(), needed)) {
            throw new Conflict("INSUFFICIENT_LIQUIDITY", "there is too little on chain " + target.id() + " for that");
        }
        return quote;
    }

    @Transactional
    public Swap begin(Caller caller, BridgeRequest request, Quote quote, @Nullable String key) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        Pair pair = pair(request);
        int decimals = tokens.decimals(pair.source(), pair.sourceToken());
        Swap swap = jdbc.sql(SwapTables.INSERT)
                .param("id", Ids.next())
                .param("owner", caller.subject())
                .param("key", key == null ? null : IdempotencyHeader.checked(key))
                .param("wallet", Addresses.checked("user_address", request.userAddress()))
                .param("source", pair.source().id())
                .param("target", request.targetChainId())
                .param("source_token", pair.sourceToken())
                .param("target_token", pair.targetToken())
                .param("source_contract", contracts.require(pair.source()))
                .param("target_contract", contracts.require(pair.target()))
                .param("recipient", recipient(caller, request))
                .param("protocol", request.way())
                .param("level", request.level())
                .param("decimals", decimals)
                .param("units", new BigDecimal(Amounts.units(request.amount(), decimals)))
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

    /** Each lock, and each claim, is to be final before the next follows, and the suite's lock lasts half as long. */
    private void requireTime(BridgeRequest request, Quote quote) {
        Duration needed = quote.duration().plus(settings.slack()).multipliedBy(2);
        if (Duration.ofMinutes(request.minutes()).compareTo(needed) < 0) {
            throw new Invalid(
                    "DEADLINE_TOO_SHORT",
                    "deadline_minutes: is to be " + (needed.toMinutes() + 1) + " at least between these chains now");
        }
    }

    /** A wallet's key is for one chain: nobody could use its address on the other one. */
    private String recipient(Caller caller, BridgeRequest request) {
        if (request.targetAddress() != null) {
            return Addresses.checked("target_address", request.targetAddress());
        }
        return wallets.theOnly(caller, request.targetChainId())
                .map(Account::address)
                .orElseThrow(() -> new Invalid(
                        "TARGET_ADDRESS_MISSING",
                        "target_address: is needed, unless you have exactly one wallet on chain "
                                + request.targetChainId()));
    }

    private Pair pair(BridgeRequest request) {
        if (request.way().equals("liquidity_pool") || request.way().equals("wrapped_token")) {
            throw new Invalid("PROTOCOL_NOT_OFFERED", "protocol: only htlc and atomic_swap are offered");
        }
        return pairs.require(request.sourceChainId(), request.targetChainId(), request.tokenAddress());
    }

    private BigInteger pledged(Chain source, @Nullable String token, Account wallet) {
        return jdbc.sql(SwapTables.PLEDGED)
                .param(source.id())
                .param(token)
                .param(wallet.address())
                .query(BigDecimal.class)
                .single()
                .toBigIntegerExact();
    }

    private BigInteger promised(Chain target, @Nullable String token) {
        return jdbc.sql(SwapTables.PROMISED)
                .param(target.id())
                .param(token)
                .query(BigDecimal.class)
                .single()
                .toBigIntegerExact();
    }
}
