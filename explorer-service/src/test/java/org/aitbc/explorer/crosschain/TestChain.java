package org.aitbc.explorer.crosschain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.aitbc.localchain.LocalChain;
import org.aitbc.localchain.LocalChain.Options;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthGetBalance;
import org.web3j.protocol.http.HttpService;
import org.web3j.utils.Numeric;

/** A chain that lasts as long as the tests do, and what only a development chain does when asked. */
final class TestChain {

    private final long id;
    private final Optional<LocalChain> chain;
    private final HttpService node;

    private TestChain(long id, Optional<LocalChain> chain) {
        this.id = id;
        this.chain = chain;
        this.node = new HttpService(url());
    }

    /** Without the program there is no node. */
    static TestChain start(long id) {
        return new TestChain(id, LocalChain.binary().map(_ -> started(id)));
    }

    long id() {
        return id;
    }

    String url() {
        return chain.map(LocalChain::url).orElse("");
    }

    boolean isThere() {
        return chain.isPresent();
    }

    void give(String address, BigInteger units) {
        call("anvil_setBalance", Anything.class, address, Numeric.encodeQuantity(units));
    }

    BigInteger balance(String address) {
        return call("eth_getBalance", EthGetBalance.class, address, DefaultBlockParameterName.LATEST.getValue())
                .getBalance();
    }

    /** Whether a transaction makes a block at once. */
    void mineAtOnce(boolean atOnce) {
        call("evm_setAutomine", Anything.class, atOnce);
        if (atOnce) {
            mine();
        }
    }

    void mine() {
        call("evm_mine", Anything.class);
    }

    long now() {
        return call("eth_getBlockByNumber", EthBlock.class, "latest", false)
                .getBlock()
                .getTimestamp()
                .longValueExact();
    }

    void goOn(long seconds) {
        call("evm_increaseTime", Anything.class, Numeric.encodeQuantity(BigInteger.valueOf(seconds)));
        mine();
    }

    private static LocalChain started(long id) {
        try {
            return LocalChain.start(Options.transitory(id));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private <T extends Response<?>> T call(String method, Class<T> type, Object... parameters) {
        try {
            T answer = new Request<>(method, List.of(parameters), node, type).send();
            if (answer.hasError()) {
                throw new AssertionError(method + ": " + answer.getError().getMessage());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final class Anything extends Response<Object> {}
}
