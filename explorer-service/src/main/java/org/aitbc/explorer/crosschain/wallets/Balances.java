package org.aitbc.explorer.crosschain.wallets;

import java.time.Instant;
import java.util.Map;
import org.aitbc.explorer.accounts.Account;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.crosschain.Addresses;
import org.aitbc.explorer.crosschain.Amounts;
import org.aitbc.explorer.crosschain.Coins;
import org.aitbc.explorer.crosschain.Tokens;
import org.aitbc.explorer.crosschain.wallets.Balance.TokenBalance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What wallets have, as the chain's node says. */
@Component
class Balances {

    private final Chains chains;
    private final Tokens tokens;

    Balances(Chains chains, Tokens tokens) {
        this.chains = chains;
        this.tokens = tokens;
    }

    Balance of(Account account, @Nullable String token) {
        Chain chain = chains.require(account.chainId());
        return new Balance(
                account.address(),
                chain.id(),
                Amounts.amount(Coins.balance(chain, account.address()), chain.decimals()),
                token == null ? Map.of() : ofToken(chain, Addresses.checked("token_address", token), account),
                Instant.now());
    }

    private Map<String, TokenBalance> ofToken(Chain chain, String token, Account account) {
        int decimals = tokens.decimals(chain, token);
        return Map.of(
                token,
                new TokenBalance(
                        tokens.symbol(chain, token),
                        Amounts.amount(tokens.balance(chain, token, account.address()), decimals),
                        decimals));
    }
}
