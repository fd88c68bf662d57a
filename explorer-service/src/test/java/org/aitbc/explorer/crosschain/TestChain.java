package org.aitbc.explorer.crosschain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aitbc.contracts.AitbcToken;
import org.aitbc.localchain.LocalChain;
import org.aitbc.localchain.LocalChain.Options;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.TypeEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Hash;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthAccounts;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthGetBalance;
import org.web3j.protocol.core.methods.response.EthGetTransactionReceipt;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
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
        TestChain chain = new TestChain(id, LocalChain.binary().map(_ -> started(id)));
        if (chain.isThere()) {
            // so that its blocks come often, for all that can be told from the last hundred
            chain.mine(101, 0);
        }
        return chain;
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

    /** Calls a contract in somebody else's name, and pays more for it than anybody. */
    void callFirst(String contract, String data) {
        send("to", contract, "data", data, "gas", "0x30d40", "gasPrice", "0x2540be4000");
    }

    /** A new token of 18 decimals; empty where there is no node. */
    String token() {
        return isThere() ? receipt(send("data", "0x" + AitbcToken.BINARY)).getContractAddress() : "";
    }

    void mint(String token, String to, BigInteger units) {
        receipt(send("to", token, "data", call(AitbcToken.FUNC_MINT, new Address(to), new Uint256(units))));
    }

    /** Takes all of a token from somebody, behind everybody's back. */
    void seize(String token, String from) {
        // its first variable is the map of balances
        String slot = Hash.sha3(TypeEncoder.encode(new Address(from)) + "0".repeat(64));
        call("anvil_setStorageAt", Anything.class, token, slot, "0x" + "0".repeat(64));
    }

    void remove(String contract) {
        call("anvil_setCode", Anything.class, contract, "0x");
    }

    BigInteger balance(String token, String holder) {
        String question = call(AitbcToken.FUNC_BALANCEOF, new Address(holder));
        return Numeric.toBigInt(call("eth_call", EthCall.class, Map.of("to", token, "data", question), "latest")
                .getValue());
    }

    private String send(String... transaction) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < transaction.length; i += 2) {
            all.put(transaction[i], transaction[i + 1]);
        }
        all.put("from", call("eth_accounts", EthAccounts.class).getAccounts().getFirst());
        return call("eth_sendTransaction", EthSendTransaction.class, all).getTransactionHash();
    }

    private TransactionReceipt receipt(String transaction) {
        return CrossChainTest.await()
                .until(
                        () -> call("eth_getTransactionReceipt", EthGetTransactionReceipt.class, transaction)
                                .getTransactionReceipt(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String call(String name, Type<?>... arguments) {
        return FunctionEncoder.encode(new Function(name, List.of(arguments), List.of()));
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

    /** @param time of the next block, in seconds since 1970 */
    void goTo(long time) {
        call("evm_setNextBlockTimestamp", Anything.class, time);
        mine();
    }

    /** @param seconds between two of them */
    void mine(long blocks, long seconds) {
        call(
                "anvil_mine",
                Anything.class,
                Numeric.encodeQuantity(BigInteger.valueOf(blocks)),
                Numeric.encodeQuantity(BigInteger.valueOf(seconds)));
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
