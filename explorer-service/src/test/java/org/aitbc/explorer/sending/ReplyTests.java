package org.aitbc.explorer.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.aitbc.explorer.sending.Reply.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the words of Geth, Erigon, Besu, Nethermind and Anvil. */
class ReplyTests {

    @ParameterizedTest
    @CsvSource({
        "-32000, already known, TAKEN",
        "-32000, Known transaction, TAKEN",
        "-32003, transaction already imported, TAKEN",
        "-32000, nonce too low: next nonce 7, SPENT",
        "-32010, OldNonce, SPENT",
        "-32000, replacement transaction underpriced, UNDERPRICED",
        "-32003, max fee per gas less than block base fee, UNDERPRICED",
        "-32000, insufficient funds for gas * price + value, POOR",
        "-32003, Insufficient funds for gas * price + value, POOR",
        "-32000, gas required exceeds allowance (0), POOR",
        "3, execution reverted, REVERTS",
        "-32000, execution reverted, REVERTS",
        "-32005, too many requests, REFUSED"
    })
    void whatNodesSayIsUnderstood(int code, String words, Verdict verdict) {
        assertThat(Reply.refusal(code, words).verdict()).isEqualTo(verdict);
    }

    @Test
    void whatContractsSayCanBeKeptAsText() {
        Reply reply = Reply.refusal(3, "execution reverted: \0\u000f\n" + "x".repeat(476) + "\ud83d\ude00");
        assertThat(reply.message())
                .startsWith("execution reverted:    x")
                .endsWith("x ")
                .hasSize(500);
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(reply.message()))
                .isTrue();
    }
}
