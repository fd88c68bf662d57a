package org.aitbc.ai.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.aitbc.ai.AiTest;
import org.aitbc.ai.chain.BlockController.BlockPage;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class BlockTests extends AiTest {

    private HttpServer node;
    private @Nullable String fixedAnswer;

    @BeforeEach
    void aNode() throws IOException {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", exchange -> {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            String result = request.path("method").stringValue().equals("eth_blockNumber")
                    ? "\"0x11\""
                    : "{\"number\":\"%s\"}"
                            .formatted(request.path("params").path(0).stringValue());
            byte[] answer = (fixedAnswer == null
                            ? "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}"
                            : fixedAnswer)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        node.start();
    }

    @AfterEach
    void noNode() {
        node.stop(0);
    }

    @Test
    void aSuiteWithoutAChainHasNoBlocks() {
        MvcTestResult answer = get("/v1/blocks");

        assertProblem(answer, 503, "CHAIN_NOT_CONFIGURED");
        assertThat(answer).hasHeader("Retry-After", "1");
    }

    @Test
    void blocksAreTheNodesOwnNewestFirst() {
        BlockPage page = blocks(2, 1);

        assertThat(page.total()).isEqualTo(18);
        assertThat(page.blocks().stream().map(block -> block.path("number").stringValue()))
                .containsExactly("0x10", "0xf");
    }

    @Test
    void theChainEndsAtItsFirstBlock() {
        assertThat(blocks(20, 16).blocks().stream()
                        .map(block -> block.path("number").stringValue()))
                .containsExactly("0x1", "0x0");
        assertThat(blocks(20, 100).blocks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"result\":null}",
                "{\"error\":{\"code\":-32000}}",
                "no json",
                "",
                "{\"result\":\"soon\"}",
                "{\"result\":{}}"
            })
    void aNodeThatGivesNoAnswerIsUnavailable(String answer) {
        fixedAnswer = answer;

        assertThatThrownBy(() -> blocks(1, 0)).isInstanceOf(Unavailable.class);
    }

    @Test
    void aNodeThatIsAwayIsUnavailable() {
        node.stop(0);

        assertThatThrownBy(() -> blocks(1, 0)).isInstanceOf(Unavailable.class);
    }

    private BlockPage blocks(int limit, int offset) {
        Chain chain = new Chain("http://localhost:" + node.getAddress().getPort());
        return new BlockController(chain).blocks(new Page(limit, offset, null));
    }
}
