package org.aitbc.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;
import org.aitbc.localchain.LocalChain;
import org.aitbc.localchain.LocalChain.Options;
import org.aitbc.servicetest.Programs;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.crypto.Bip32ECKeyPair;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.MnemonicUtils;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.BooleanResponse;
import org.web3j.protocol.core.methods.response.VoidResponse;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/** The chain that all tests of contracts share, each class as if it had just begun, and those who use it. */
final class Local implements AutoCloseable {

    static final StaticGasProvider GAS =
            new StaticGasProvider(BigInteger.valueOf(20_000_000_000L), BigInteger.valueOf(3_000_000));

    private static final String MNEMONIC = "test test test test test test test test test test test junk";
    private static final int HARDENED = 0x8000_0000;

    /** It ends with this process. */
    private static final class Running {
        static final LocalChain CHAIN = begin();

        private static LocalChain begin() {
            try {
                return LocalChain.start(Options.transitory(Options.DEVELOPMENT));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    static final class Snapshot extends Response<String> {}

    final Web3j web3j;
    private final HttpService node;
    private final String beginning;

    private Local(LocalChain chain) {
        this.node = new HttpService(chain.url());
        this.web3j = Web3j.build(node);
        this.beginning = snapshot();
    }

    private String snapshot() {
        return sent(new Request<>("evm_snapshot", List.of(), node, Snapshot.class))
                .getResult();
    }

    static Local start() {
        Programs.requireAnvil(LocalChain.binary().isPresent());
        return new Local(Running.CHAIN);
    }

    /** One of the accounts that have coins. */
    static Credentials account(int number) {
        Bip32ECKeyPair master = Bip32ECKeyPair.generateKeyPair(MnemonicUtils.generateSeed(MNEMONIC, ""));
        int[] path = {44 | HARDENED, 60 | HARDENED, HARDENED, 0, number};
        return Credentials.create(Bip32ECKeyPair.deriveKeyPair(master, path));
    }

    /** Sends what the account signs, and returns when it is in a block. */
    TransactionManager by(Credentials account) {
        return new RawTransactionManager(web3j, account, Options.DEVELOPMENT, 40, 20);
    }

    BigInteger balance(String address) {
        return sent(web3j.ethGetBalance(address, DefaultBlockParameterName.LATEST))
                .getBalance();
    }

    long now() {
        return sent(web3j.ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false))
                .getBlock()
                .getTimestamp()
                .longValueExact();
    }

    /** The next block is of that second. */
    void goTo(long second) {
        sent(new Request<>("evm_setNextBlockTimestamp", List.of(second), node, VoidResponse.class));
        sent(new Request<>("evm_mine", List.of(), node, VoidResponse.class));
    }

    /** The first four bytes of the error that a call is refused with, or an empty text where it is not. */
    String refusal(Credentials by, String contract, BigInteger value, Function call) {
        var answer = sent(web3j.ethCall(
                new Transaction(by.getAddress(), null, null, null, contract, value, FunctionEncoder.encode(call)),
                DefaultBlockParameterName.LATEST));
        return answer.isReverted() && answer.hasError()
                ? String.valueOf(answer.getError().getData()).replace("\"", "").substring(0, 10)
                : "";
    }

    String refusal(Credentials by, String contract, Function call) {
        return refusal(by, contract, BigInteger.ZERO, call);
    }

    /** How a contract's error begins. */
    static String error(String signature) {
        return Hash.sha3String(signature).substring(0, 10);
    }

    @Override
    public void close() {
        sent(new Request<>("evm_revert", List.of(beginning), node, BooleanResponse.class));
        web3j.shutdown();
    }

    private static <T extends Response<?>> T sent(Request<?, T> request) {
        try {
            return request.send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
