package org.aitbc.explorer.browse;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.aitbc.domain.error.NotFound;
import org.aitbc.explorer.browse.Addresses.State;
import org.aitbc.explorer.browse.Addresses.TokenBalance;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.hex.Hex;
import org.aitbc.explorer.index.Progress;
import org.aitbc.explorer.index.Progresses;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.PageLimits;
import org.aitbc.starter.paging.WithNext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/explorer/addresses")
@Tag(name = "explorer")
class AddressController {

    private final Progresses progresses;
    private final Tips tips;
    private final Addresses addresses;
    private final Balances balances;

    AddressController(Progresses progresses, Tips tips, Addresses addresses, Balances balances) {
        this.progresses = progresses;
        this.tips = tips;
        this.addresses = addresses;
        this.balances = balances;
    }

    /**
     * @param balance in whole coins, after the block that the list is as of; null where the node had it no more
     * @param recentTransactions hashes, the newest first
     */
    record AddressSummary(
            String address,
            @Nullable String balance,
            @JsonProperty("txCount") long txCount,
            @JsonProperty("lastActive") Instant lastActive,
            @JsonProperty("recentTransactions") List<String> recentTransactions) {}

    /** @param asOf the last block of the chain when the list began */
    record AddressList(
            List<AddressSummary> items,
            @Nullable Integer nextOffset,
            @Nullable String nextCursor,
            long asOf) implements WithNext {}

    /**
     * @param balance in whole coins, after the last block that is indexed
     * @param lastActive null where no transaction touched it
     * @param recentTransactions hashes, the newest first
     * @param asOf number of the last block that is indexed
     * @param tokens what it has of tokens
     */
    record AddressView(
            String address,
            String balance,
            @JsonProperty("txCount") long txCount,
            @JsonProperty("lastActive") @Nullable Instant lastActive,
            @JsonProperty("recentTransactions") List<String> recentTransactions,
            long chainId,
            long asOf,
            List<TokenBalance> tokens) {}

    @GetMapping
    @Operation(summary = "Addresses of a chain, most recently active first")
    AddressList list(
            @PageLimits(max = Part.MOST_ROWS, value = Part.DEFAULT_ROWS) Page page,
            @RequestParam @Nullable Long chainId) {
        Part part = tips.part(chainId, page);
        Chain chain = progresses.chain(chainId);
        List<State> found = addresses.list(part);
        List<State> shown = found.subList(0, Math.min(found.size(), part.rows()));
        boolean more = found.size() > shown.size();
        return new AddressList(
                shown.stream().map(state -> summary(chain, part, state)).toList(),
                part.nextOffset(page, more),
                more ? Tips.next(part, Addresses.Position.text(shown.getLast())) : null,
                part.asOf());
    }

    @GetMapping("/{address}")
    @Operation(summary = "An address with its balance and latest transactions")
    AddressView address(@PathVariable String address, @RequestParam @Nullable Long chainId) {
        Progress at = progresses.require(chainId);
        String digits = Hex.address(address).orElseThrow(AddressController::unknown);
        Optional<State> state = addresses.find(at.chainId(), digits, at.indexed());
        BigDecimal balance =
                balances.orElse(at, digits, state.map(State::balance).orElse(null));
        List<TokenBalance> tokens = addresses.tokens(at.chainId(), digits, at.indexed());
        if (state.isEmpty() && balance.signum() == 0 && tokens.isEmpty()) {
            throw unknown();
        }
        return new AddressView(
                "0x" + digits,
                Coins.text(progresses.chain(chainId), balance),
                state.map(State::txCount).orElse(0L),
                state.map(State::lastActive).orElse(null),
                addresses.recentTransactions(at.chainId(), digits, at.indexed()),
                at.chainId(),
                at.indexed(),
                tokens);
    }

    private AddressSummary summary(Chain chain, Part part, State state) {
        return new AddressSummary(
                state.address(),
                Coins.textOrNull(chain, state.balance()),
                state.txCount(),
                state.lastActive(),
                addresses.recentTransactions(part.chainId(), state.address().substring(2), part.asOf()));
    }

    private static NotFound unknown() {
        return new NotFound("ADDRESS_NOT_FOUND", "nothing is known of this address");
    }
}
