package org.aitbc.explorer.crosschain.transfers;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.explorer.accounts.Account;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.crosschain.Addresses;
import org.aitbc.explorer.crosschain.Amounts;
import org.aitbc.explorer.crosschain.Tokens;
import org.aitbc.explorer.crosschain.wallets.Wallets;
import org.aitbc.explorer.sending.Draft;
import org.aitbc.explorer.sending.Outbox;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Takes a transfer from a client: checks it against the chain, then hands it to the outbox. */
@Component
class SubmitTransfer {

    private static final Pattern HEX = Pattern.compile("0x(?:[0-9a-fA-F]{2}){0,65536}");
    private static final int LONGEST_METADATA = 4096;

    /** @param input of a call, in hexadecimal digits with 0x */
    record Call(@Nullable @Size(max = 131_074) String input) {}

    /**
     * @param data a call of a contract
     * @param metadata what the client says of it for itself; given back as it is
     */
    record Content(@Nullable @Valid Call data, @Nullable ObjectNode metadata) {}

    private final Chains chains;
    private final Wallets wallets;
    private final Tokens tokens;
    private final Transfers transfers;

    SubmitTransfer(Chains chains, Wallets wallets, Tokens tokens, Transfers transfers) {
        this.chains = chains;
        this.wallets = wallets;
        this.tokens = tokens;
        this.transfers = transfers;
    }

    /**
     * What was handed in before is not checked against the chain again: it may have been sent since, or the node be away.
     *
     * @param content what goes with it; null for nothing
     * @param key the same request with the same key is one transfer
     */
    Transfer submit(
            Caller caller, TransferRequest request, String from, @Nullable Content content, @Nullable String key) {
        Account wallet = wallets.requireOwn(caller, request.chainId(), from);
        Chain chain = chains.require(request.chainId());
        String to = Addresses.checked("to_address", request.toAddress());
        String token =
                request.tokenAddress() == null ? null : Addresses.checked("token_address", request.tokenAddress());
        String reference = reference(caller, key);
        Optional<Integer> before = transfers.decimals(reference);
        int decimals = before.orElseGet(() -> tokens.decimals(chain, token));
        boolean mayBeNothing = request.kind().equals("approval")
                || (token == null && request.kind().equals("contract_call"));
        BigInteger units = mayBeNothing && request.amount().signum() == 0
                ? BigInteger.ZERO
                : Amounts.units(request.amount(), decimals);
        if (before.isEmpty()) {
            requireFunds(chain, wallet, token, units, request.kind());
        }
        Draft draft = new Draft(
                chain.id(),
                wallet.address(),
                token == null ? to : token,
                token == null ? units : BigInteger.ZERO,
                token == null ? input(content) : data(request.kind(), to, units),
                request.gasLimit() == null ? null : BigInteger.valueOf(request.gasLimit()),
                request.offer(),
                Transfers.PURPOSE,
                reference);
        try {
            return transfers.submit(
                    caller,
                    new TransferOrder(
                            draft, request.kind(), to, token, units, decimals, metadata(content), request.minutes()));
        } catch (Conflict e) {
            throw e.code().equals(Outbox.REFERENCE_TAKEN) ? IdempotencyHeader.reused() : e;
        }
    }

    private void requireFunds(Chain chain, Account wallet, @Nullable String token, BigInteger units, String kind) {
        BigInteger has = tokens.balance(chain, token, wallet.address());
        if (!kind.equals("approval") && has.compareTo(units) < 0) {
            throw new PaymentRequired("INSUFFICIENT_FUNDS", "the wallet has less than that");
        }
    }

    private static String data(String kind, String to, BigInteger units) {
        return kind.equals("approval") ? Tokens.approve(to, units) : Tokens.transfer(to, units);
    }

    private static @Nullable String metadata(@Nullable Content content) {
        if (content == null || content.metadata() == null) {
            return null;
        }
        String text = content.metadata().toString();
        if (text.length() > LONGEST_METADATA
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new Invalid("INVALID_METADATA", "metadata: at most " + LONGEST_METADATA + " characters of JSON text");
        }
        return text;
    }

    private static String input(@Nullable Content content) {
        String input = content == null || content.data() == null
                ? null
                : content.data().input();
        if (input == null) {
            return "0x";
        }
        if (!HEX.matcher(input).matches()) {
            throw new Invalid("INVALID_INPUT", "data.input: is not hexadecimal digits with 0x");
        }
        return input;
    }

    private static String reference(Caller caller, @Nullable String key) {
        return key == null ? Ids.text(Ids.next()) : caller.subject() + " " + IdempotencyHeader.checked(key);
    }
}
