package org.aitbc.explorer.crosschain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What other services move in an owner's name. */
class SettlementTests extends CrossChainTest {

    private static final String FRIEND = "0x00000000000000000000000000000000000000cc";

    private MvcTestResult hand(String path, UUID id, long target, String asset, String amount) {
        return post("trading-service", Role.SERVICE, path, """
            {"id": "%s", "owner": "%s", "source_chain_id": %d, "target_chain_id": %d, "asset": "%s", "amount": %s,
             "recipient": "%s"}""".formatted(
                        id, client, HOME_ID, target, asset, amount, FRIEND));
    }

    private String status(String path, UUID id) {
        return progress(path, id).path("status").stringValue();
    }

    private JsonNode progress(String path, UUID id) {
        return read(get("trading-service", Role.SERVICE, path + "/" + id + "?owner=" + client));
    }

    @Test
    void onOneChainCoinsAreSentOnceHoweverOftenItIsAsked() {
        wallet(HOME, 2);
        BigInteger before = HOME.balance(FRIEND);
        UUID id = Ids.next();
        for (int again = 0; again < 3; again++) {
            read(hand("/internal/transfers", id, HOME_ID, "eth", "0.5"));
        }
        await().until(() -> status("/internal/transfers", id).equals("completed"));
        assertThat(HOME.balance(FRIEND).subtract(before)).isEqualTo(ether(1).divide(BigInteger.TWO));
        assertThat(progress("/internal/transfers", id).path("transaction_hash").stringValue())
                .startsWith("0x");
        assertProblem(
                post("trading-service", Role.SERVICE, "/internal/transfers/" + id + "/cancel?owner=" + client, ""),
                409,
                "NOT_CANCELLABLE");
        assertProblem(hand("/internal/transfers", Ids.next(), HOME_ID, "eth", "5"), 402, "INSUFFICIENT_FUNDS");
        assertProblem(hand("/internal/transfers", Ids.next(), HOME_ID, "doge", "1"), 422, "ASSET_NOT_OFFERED");
        wallet(HOME, 1);
        assertProblem(hand("/internal/transfers", Ids.next(), HOME_ID, "eth", "1"), 422, "SOURCE_WALLET_AMBIGUOUS");
        assertThat(get(client, "/internal/transfers/" + id + "?owner=" + client))
                .hasStatus(403);
    }

    @Test
    void betweenChainsCoinsAreSwappedOnce() {
        wallet(HOME, 3);
        OTHER.give(accounts.ofSuite(OTHER.id()).address(), ether(10));
        BigInteger before = OTHER.balance(FRIEND);
        UUID id = Ids.next();
        // 503 until the contracts are there
        await().until(() -> hand("/internal/swaps", id, OTHER.id(), "ETH", "1")
                        .getResponse()
                        .getStatus()
                == 200);
        for (int again = 0; again < 3; again++) {
            read(hand("/internal/swaps", id, OTHER.id(), "ETH", "1"));
        }
        await().until(() -> status("/internal/swaps", id).equals("completed"));
        assertThat(OTHER.balance(FRIEND).subtract(before)).isBetween(ether(1).divide(BigInteger.TWO), ether(1));
        assertProblem(
                get("trading-service", Role.SERVICE, "/internal/swaps/" + Ids.next() + "?owner=" + client),
                404,
                "SWAP_NOT_FOUND");
    }
}
