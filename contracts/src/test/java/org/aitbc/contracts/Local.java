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
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.VoidResponse;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/** A chain for the tests of a contract, and those who use it. */
final class Local implements AutoCloseable {

    static final StaticGasProvider GAS =
            new StaticGasProvider(BigInteger.valueOf(20_000_000_000L), BigInteger.valueOf(3_000_000));

    private static final String MNEMONIC = "test test test test test test test test test test test junk";
    private static final int HARDENED = 0x8000_0000;

    final Web3j web3j;
    private final HttpService node;
    private final LocalChain chain;

    private Local(LocalChain chain) {
        this.chain = chain;
        this.node = new HttpService(chain.url());
        this.web3j = Web3j.build(node);
    }

    static Local start() throws InterruptedException {
        Programs.requireAnvil(LocalChain.binary().isPresent());
        return new Local(LocalChain.start(Options.transitory(Options.DEVELOPMENT)));
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
        web3j.shutdown();
        chain.close();
    }

    private static <T extends org.web3j.protocol.core.Response<?>> T sent(Request<?, T> request) {
        try {
            return request.send();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
