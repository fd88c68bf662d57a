package org.aitbc.explorer.chain;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.OkHttpClient;
import org.aitbc.domain.error.Unavailable;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.BatchRequest;
import org.web3j.protocol.core.BatchResponse;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.exceptions.ClientConnectionException;
import org.web3j.protocol.http.HttpService;

/** The JSON-RPC node of a chain. Thread-safe; a call is sent once. */
public final class Node {

    /** The code of what is thrown where a chain has no node, or it does not answer. */
    public static final String UNAVAILABLE = "CHAIN_UNAVAILABLE";

    private final long chainId;
    private final Web3j web3j;
    private final JsonRpc rpc;

    /** @param timeout of one call */
    public Node(long chainId, String url, Duration timeout) {
        this.chainId = chainId;
        OkHttpClient client = new OkHttpClient.Builder()
                .connectTimeout(timeout)
                .callTimeout(timeout)
                .readTimeout(timeout)
                .retryOnConnectionFailure(false)
                .build();
        web3j = Web3j.build(new HttpService(url, client));
        rpc = new JsonRpc(client, url);
    }

    static Unavailable none(long chainId) {
        return new Unavailable(UNAVAILABLE, "chain " + chainId + " has no node");
    }

    /** To make requests with, which {@link #send(Request)} sends. */
    public Web3j web3j() {
        return web3j;
    }

    /**
     * Asks the node.
     *
     * @throws Unavailable where it does not answer
     * @throws NodeRefused where it answers with an error
     */
    public <T extends Response<?>> T send(Request<?, T> request) {
        try {
            T response = request.send();
            if (response.hasError()) {
                throw new NodeRefused(
                        response.getError().getCode(), response.getError().getMessage());
            }
            return response;
        } catch (IOException | ClientConnectionException e) {
            throw unreachable();
        }
    }

    /**
     * Sends several requests in one call; the caller must check each answer for an error.
     *
     * @throws Unavailable where it does not answer
     */
    public BatchResponse send(BatchRequest batch) {
        try {
            return batch.send();
        } catch (IOException | ClientConnectionException e) {
            throw unreachable();
        }
    }

    /**
     * Asks several things in one request.
     *
     * @return an answer for each call, in their order
     * @throws Unavailable where it does not answer, or not to each
     */
    public List<Answer> ask(List<Call> calls) {
        try {
            return rpc.ask(calls);
        } catch (IOException e) {
            throw unreachable();
        }
    }

    private Unavailable unreachable() {
        return new Unavailable(UNAVAILABLE, "the node of chain " + chainId + " does not answer");
    }
}
