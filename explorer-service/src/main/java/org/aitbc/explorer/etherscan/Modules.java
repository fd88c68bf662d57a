package org.aitbc.explorer.etherscan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aitbc.domain.json.RawJson;
import org.aitbc.explorer.browse.Balances;
import org.aitbc.explorer.etherscan.Tokens.Token;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What each module's actions answer. */
@Component
class Modules {

    private final AccountRows accounts;
    private final ChainRows chain;
    private final Balances balances;
    private final Tokens tokens;
    private final JsonMapper json;

    Modules(AccountRows accounts, ChainRows chain, Balances balances, Tokens tokens, JsonMapper json) {
        this.accounts = accounts;
        this.chain = chain;
        this.balances = balances;
        this.tokens = tokens;
        this.json = json;
    }

    /** @throws Refusal where there is no such action, or it does not take what is asked */
    Object answer(String module, String action, Query query) {
        return switch (module + "/" + action) {
            case "account/balance" -> balance(query, query.address("address"));
            case "account/balancemulti" ->
                query.addresses("address").stream()
                        .map(address -> Map.of("account", "0x" + address, "balance", balance(query, address)))
                        .toList();
            case "account/txlist" -> accounts.transactions(query);
            case "account/tokentx" -> named(query, accounts.tokenTransfers(query));
            case "account/tokenbalance" -> tokens.balance(query);
            case "block/getblockreward" -> chain.reward(query);
            case "block/getblocknobytime" -> chain.heightAt(query);
            case "transaction/gettxreceiptstatus" ->
                Map.of("status", chain.success(query).map(ok -> ok ? "1" : "0").orElse(""));
            case "transaction/getstatus" -> status(chain.success(query));
            case "logs/getLogs" -> chain.logs(query);
            case "stats/tokensupply" -> tokens.supply(query);
            // the coins of a chain's first block are in no block
            case "stats/ethsupply" -> throw new Refusal("Error! A node does not tell how many coins there are");
            default -> throw new Refusal("Error! Missing Or invalid Module or Action name");
        };
    }

    private String balance(Query query, String address) {
        BigDecimal balance = balances.require(query.at(), address);
        return balance.toPlainString();
    }

    private static Map<String, String> status(Optional<Boolean> success) {
        boolean failed = success.isPresent() && !success.get();
        return Map.of("isError", failed ? "1" : "0", "errDescription", failed ? "execution reverted" : "");
    }

    private List<ObjectNode> named(Query query, List<RawJson> transfers) {
        List<ObjectNode> rows = transfers.stream()
                .map(transfer -> (ObjectNode) json.readTree(transfer.text()))
                .toList();
        Map<String, Token> named =
                tokens.of(query.chainId(), rows.stream().map(Modules::contract).collect(Collectors.toSet()));
        for (ObjectNode row : rows) {
            Token token = Objects.requireNonNull(named.get(contract(row)));
            row.put("tokenName", token.name())
                    .put("tokenSymbol", token.symbol())
                    .put("tokenDecimal", token.decimals());
        }
        return rows;
    }

    private static String contract(ObjectNode row) {
        return row.path("contractAddress").stringValue().substring(2);
    }
}
