package org.aitbc.explorer.crosschain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aitbc.explorer.deploying.Contract;
import org.aitbc.explorer.deploying.Deployments;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.web3j.crypto.Keys;
import tools.jackson.databind.JsonNode;

class WalletTests extends CrossChainTest {

    @Autowired
    private Deployments deployments;

    @Test
    void aWalletIsItsOwnersAndShowsNoKey() {
        JsonNode wallet = ok(
                post("/wallets/create", Map.of("owner_address", "me", "chain_id", HOME_ID, "security_level", "high")));

        assertThat(wallet.path("address").stringValue()).matches("0x[0-9a-f]{40}");
        assertThat(wallet.path("security_level").stringValue()).isEqualTo("high");
        assertThat(wallet.toString().toLowerCase(Locale.ROOT)).doesNotContain("private", "secret");
        assertThat(read("/wallets").path("items")).singleElement().isEqualTo(wallet);
        String balance = "/wallets/" + wallet.path("address").stringValue() + "/balance";
        assertProblem(
                call("somebody-else", HttpMethod.GET, balance, Map.of("chain_id", HOME_ID)), 404, "WALLET_NOT_FOUND");
        assertProblem(get(balance, Map.of("chain_id", OTHER.id())), 404, "WALLET_NOT_FOUND");
    }

    @Test
    void aPrincipalHasAHundredWalletsAtMost() throws InterruptedException {
        List<Integer> statuses = atOnce(
                104,
                () -> post("/wallets/create", Map.of("owner_address", "me", "chain_id", NODELESS))
                        .getResponse()
                        .getStatus());
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(100);
        assertProblem(
                post("/wallets/create", Map.of("owner_address", "me", "chain_id", HOME_ID)), 409, "TOO_MANY_WALLETS");
        assertThat(call(
                        "another-" + client,
                        HttpMethod.POST,
                        "/wallets/create",
                        Map.of("owner_address", "me", "chain_id", HOME_ID)))
                .hasStatusOk();
    }

    @Test
    void aBalanceIsWhatTheNodeSays() {
        String address = wallet(HOME, 3);
        await().until(() -> deployments.find(Contract.AITBC_TOKEN).isPresent());
        String token = deployments.require(Contract.AITBC_TOKEN);

        JsonNode balance = ok(get(
                "/wallets/" + Keys.toChecksumAddress(address) + "/balance",
                Map.of("chain_id", HOME_ID, "token_address", token)));

        assertThat(balance.path("eth_balance").decimalValue()).isEqualByComparingTo("3");
        assertThat(balance.path("token_balances").path(token).path("symbol").stringValue())
                .isEqualTo("AITBC");
        assertProblem(
                get("/wallets/" + address + "/balance", Map.of("chain_id", HOME_ID, "token_address", address)),
                422,
                "NOT_A_TOKEN");
        // it answers with what it was asked
        String identity = "0x0000000000000000000000000000000000000004";
        assertProblem(
                get("/wallets/" + address + "/balance", Map.of("chain_id", HOME_ID, "token_address", identity)),
                422,
                "NOT_A_TOKEN");
    }

    @Test
    void aChainThatIsUnknownOrWithoutANodeSaysSo() {
        assertProblem(post("/wallets/create", Map.of("owner_address", "me", "chain_id", 4711)), 404, "CHAIN_NOT_FOUND");
        String address = ok(post("/wallets/create", Map.of("owner_address", "me", "chain_id", NODELESS)))
                .path("address")
                .stringValue();

        assertProblem(get("/wallets/" + address + "/balance", Map.of("chain_id", NODELESS)), 503, "CHAIN_UNAVAILABLE");
    }

    @Test
    void whatAWalletSignsIsVerifiedAndNothingElseIs() {
        String address = wallet(HOME, 0);
        String message = "I am älter than that";

        JsonNode signed = ok(post("/wallets/" + address + "/sign", Map.of("chain_id", HOME_ID, "message", message)));
        String signature = signed.path("signature").stringValue();

        assertThat(isValid(address, message, signature)).isTrue();
        assertThat(isValid(address, message + ".", signature)).isFalse();
        assertThat(isValid(wallet(HOME, 0), message, signature)).isFalse();
        assertThat(isValid(address, message, "0x" + "00".repeat(65))).isFalse();
        assertProblem(verify(address, message, "0x12"), 422, "INVALID_SIGNATURE");
        assertProblem(
                call(
                        "somebody-else",
                        HttpMethod.POST,
                        "/wallets/" + address + "/sign",
                        Map.of("chain_id", HOME_ID, "message", "x")),
                404,
                "WALLET_NOT_FOUND");
    }

    @Test
    void anAddressThatWasMistypedIsRefused() {
        String right = Keys.toChecksumAddress("0xfb6916095ca1df60bb79ce92ce3ea74c37c5d359");

        assertProblem(verify(right.replace("fB", "Fb"), "x", "0x" + "00".repeat(65)), 422, "INVALID_ADDRESS");
        assertProblem(verify("0x12", "x", "0x" + "00".repeat(65)), 422, "INVALID_ADDRESS");
    }

    private boolean isValid(String address, String message, String signature) {
        return ok(verify(address, message, signature)).path("valid").booleanValue();
    }

    private org.springframework.test.web.servlet.assertj.MvcTestResult verify(
            String address, String message, String signature) {
        return post(
                "/wallets/verify-signature",
                Map.of("address", address, "message", message, "signature", signature, "chain_id", HOME_ID));
    }
}
