package org.aitbc.bench.indexer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aitbc.explorer.chain.Answer;
import org.aitbc.explorer.chain.Call;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Node;
import org.aitbc.localchain.LocalChain;

/** A chain of this machine with blocks on it that have transactions. */
final class PreparedChain implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String FROM = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
    private static final int RECEIVERS = 1_000;

    private final LocalChain chain;
    private final Node node;
    private long sent;

    private PreparedChain(LocalChain chain) {
        this.chain = chain;
        this.node = new Node(chain.chainId(), chain.url(), TIMEOUT);
    }

    static PreparedChain start() throws InterruptedException {
        PreparedChain chain =
                new PreparedChain(LocalChain.start(LocalChain.Options.transitory(LocalChain.Options.DEVELOPMENT)));
        chain.ask(List.of(Call.of("evm_setAutomine", false)));
        return chain;
    }

    String url() {
        return chain.url();
    }

    /** Makes a block. */
    void mine(int transactions) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < transactions; i++) {
            String to = "0x%040x".formatted(0xcafe0000L + sent % RECEIVERS);
            // the node takes the calls of a batch up in no order
            calls.add(Call.of(
                    "eth_sendTransaction",
                    Map.of("from", FROM, "to", to, "value", "0x1", "gas", "0x5208", "nonce", Call.quantity(sent++))));
        }
        if (!calls.isEmpty()) {
            ask(calls);
        }
        ask(List.of(Call.of("evm_mine")));
    }

    /** The same chain under another id, so that it is indexed anew. */
    Chain as(long id, Duration poll) {
        Node own = new Node(id, chain.url(), TIMEOUT);
        return new Chain(id, "Prepared", "ETH", 18, 2, poll, Optional.of(own));
    }

    @Override
    public void close() {
        chain.close();
    }

    private void ask(List<Call> calls) {
        node.ask(calls).forEach(Answer::orThrow);
    }
}
