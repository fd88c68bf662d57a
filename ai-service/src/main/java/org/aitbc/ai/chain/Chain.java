package org.aitbc.ai.chain;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.aitbc.domain.error.Unavailable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;

/** An Ethereum node, asked over JSON-RPC. */
@Component
class Chain {

    private final String url;
    private final RestClient node;

    Chain(@Value("${aitbc.chain.rpc-url}") String url) {
        this.url = url;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(Duration.ofSeconds(5));
        this.node = RestClient.builder().requestFactory(requests).build();
    }

    /** The number of the newest block. */
    long head() {
        try {
            return Long.decode(call("eth_blockNumber").asString(""));
        } catch (NumberFormatException notANumber) {
            throw noAnswer();
        }
    }

    /** Blocks from one number downwards. */
    List<JsonNode> blocks(long from, int count) {
        return LongStream.iterate(from, number -> number >= 0, number -> number - 1)
                .limit(count)
                .mapToObj(number -> call("eth_getBlockByNumber", "0x" + Long.toHexString(number), false))
                .toList();
    }

    private JsonNode call(String method, Object... params) {
        if (url.isBlank()) {
            throw new Unavailable(
                    "CHAIN_NOT_CONFIGURED", "this suite is not connected to a chain (AITBC_CHAIN_RPC_URL)");
        }
        try {
            JsonNode answer = node.post()
                    .uri(url)
                    .body(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params))
                    .retrieve()
                    .body(JsonNode.class);
            if (answer == null
                    || answer.path("result").isMissingNode()
                    || answer.path("result").isNull()) {
                throw noAnswer();
            }
            return answer.path("result");
        } catch (RestClientException e) {
            throw new Unavailable("CHAIN_UNAVAILABLE", "the chain's node cannot be reached");
        }
    }

    private static Unavailable noAnswer() {
        return new Unavailable("CHAIN_UNAVAILABLE", "the chain's node gave no answer");
    }
}
