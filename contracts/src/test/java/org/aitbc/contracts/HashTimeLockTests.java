package org.aitbc.contracts;

import static org.aitbc.contracts.Local.GAS;
import static org.aitbc.contracts.Local.account;
import static org.aitbc.contracts.Local.error;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

class HashTimeLockTests {

    private static final Credentials FROM = account(0);
    private static final Credentials TO = account(1);
    private static final Credentials ANYBODY = account(2);
    private static final String COIN = Address.DEFAULT.getValue();
    private static final BigInteger AMOUNT = BigInteger.TEN.pow(17);
    private static final byte[] SECRET = new byte[32];
    private static final byte[] HASH = sha256(SECRET);

    private static Local chain;
    private HashTimeLock contract;
    private long until;

    @BeforeAll
    static void start() {
        chain = Local.start();
    }

    @AfterAll
    static void stop() {
        if (chain != null) {
            chain.close();
        }
    }

    @BeforeEach
    void deploy() throws Exception {
        contract = HashTimeLock.deploy(chain.web3j, chain.by(FROM), GAS).send();
        until = chain.now() + 1000;
    }

    @Test
    void whoTellsTheSecretLetsTheCoinsGoToWhomTheyAreFor() throws Exception {
        TransactionReceipt locked = lock();
        byte[] id = HashTimeLock.getLockedEvents(locked).getFirst().id;
        BigInteger before = chain.balance(TO.getAddress());

        TransactionReceipt claimed = as(ANYBODY).claim(id, SECRET).send();

        assertThat(HashTimeLock.getLockedEvents(locked)).singleElement().satisfies(event -> {
            assertThat(event.from).isEqualTo(FROM.getAddress());
            assertThat(event.to).isEqualTo(TO.getAddress());
            assertThat(event.token).isEqualTo(COIN);
            assertThat(event.amount).isEqualTo(AMOUNT);
            assertThat(event.hash).isEqualTo(HASH);
            assertThat(event.until).isEqualTo(until);
        });
        assertThat(HashTimeLock.getClaimedEvents(claimed)).singleElement().satisfies(event -> {
            assertThat(event.id).isEqualTo(id);
            assertThat(event.secret).isEqualTo(SECRET);
        });
        assertThat(chain.balance(TO.getAddress()).subtract(before)).isEqualTo(AMOUNT);
        assertThat(chain.balance(contract.getContractAddress())).isZero();
        assertThat(contract.lockOf(id).send().state).isEqualTo(2);
        assertThat(contract.idOf(FROM.getAddress(), TO.getAddress(), COIN, AMOUNT, HASH, BigInteger.valueOf(until))
                        .send())
                .isEqualTo(id);
        assertThat(claim(id, SECRET)).as("again").isEqualTo(error("NotLocked(bytes32)"));
    }

    @Test
    void afterItsTimeTheCoinsGoBack() throws Exception {
        byte[] id = HashTimeLock.getLockedEvents(lock()).getFirst().id;
        assertThat(refund(id)).isEqualTo(error("TooEarly(uint64)"));
        BigInteger before = chain.balance(FROM.getAddress());

        chain.goTo(until);
        assertThat(claim(id, SECRET)).isEqualTo(error("TooLate(uint64)"));
        TransactionReceipt refunded = as(ANYBODY).refund(id).send();

        assertThat(HashTimeLock.getRefundedEvents(refunded))
                .singleElement()
                .satisfies(event -> assertThat(event.id).isEqualTo(id));
        assertThat(chain.balance(FROM.getAddress()).subtract(before)).isEqualTo(AMOUNT);
        assertThat(contract.lockOf(id).send().state).isEqualTo(3);
        assertThat(refund(id)).as("again").isEqualTo(error("NotLocked(bytes32)"));
    }

    @Test
    void anotherSecretIsNone() throws Exception {
        byte[] id = HashTimeLock.getLockedEvents(lock()).getFirst().id;

        assertThat(claim(id, HASH)).isEqualTo(error("WrongSecret(bytes32)"));
        assertThat(claim(HASH, SECRET)).as("no such lock").isEqualTo(error("NotLocked(bytes32)"));
    }

    @Test
    void tokensAreSwappedToo() throws Exception {
        AitbcToken token = AitbcToken.deploy(chain.web3j, chain.by(FROM), GAS).send();
        token.mint(FROM.getAddress(), AMOUNT).send();
        token.approve(contract.getContractAddress(), AMOUNT).send();

        TransactionReceipt locked = contract.lock(
                        TO.getAddress(),
                        token.getContractAddress(),
                        AMOUNT,
                        HASH,
                        BigInteger.valueOf(until),
                        BigInteger.ZERO)
                .send();
        assertThat(token.balanceOf(contract.getContractAddress()).send()).isEqualTo(AMOUNT);
        as(TO).claim(HashTimeLock.getLockedEvents(locked).getFirst().id, SECRET).send();

        assertThat(token.balanceOf(TO.getAddress()).send()).isEqualTo(AMOUNT);
        assertThat(lock(TO.getAddress(), token.getContractAddress(), AMOUNT, until + 1, BigInteger.ZERO))
                .as("without an allowance")
                .isEqualTo(error("ERC20InsufficientAllowance(address,uint256,uint256)"));
        assertThat(lock(TO.getAddress(), token.getContractAddress(), AMOUNT, until + 1, BigInteger.ONE))
                .as("coins sent along")
                .isEqualTo(error("WrongValue(uint256,uint256)"));
    }

    @Test
    void whatCannotBeLockedIsRefused() throws Exception {
        lock();

        assertThat(lock(TO.getAddress(), COIN, AMOUNT, until, AMOUNT))
                .as("twice")
                .isEqualTo(error("AlreadyLocked(bytes32)"));
        assertThat(lock(TO.getAddress(), COIN, AMOUNT, until + 1, BigInteger.ONE))
                .isEqualTo(error("WrongValue(uint256,uint256)"));
        assertThat(lock(TO.getAddress(), COIN, BigInteger.ZERO, until, BigInteger.ZERO))
                .isEqualTo(error("NothingToLock()"));
        assertThat(lock(Address.DEFAULT.getValue(), COIN, AMOUNT, until, AMOUNT))
                .isEqualTo(error("NothingToLock()"));
        assertThat(lock(TO.getAddress(), COIN, AMOUNT, chain.now(), AMOUNT)).isEqualTo(error("TooLate(uint64)"));
    }

    private TransactionReceipt lock() throws Exception {
        return contract.lock(TO.getAddress(), COIN, AMOUNT, HASH, BigInteger.valueOf(until), AMOUNT)
                .send();
    }

    private HashTimeLock as(Credentials who) {
        return HashTimeLock.load(contract.getContractAddress(), chain.web3j, chain.by(who), GAS);
    }

    private String lock(String to, String token, BigInteger amount, long second, BigInteger value) {
        return chain.refusal(
                FROM,
                contract.getContractAddress(),
                value,
                new Function(
                        "lock",
                        List.of(
                                new Address(to),
                                new Address(token),
                                new Uint256(amount),
                                new Bytes32(HASH),
                                new Uint64(second)),
                        List.of()));
    }

    private String claim(byte[] id, byte[] secret) {
        return chain.refusal(
                ANYBODY,
                contract.getContractAddress(),
                new Function("claim", List.of(new Bytes32(id), new Bytes32(secret)), List.of()));
    }

    private String refund(byte[] id) {
        return chain.refusal(
                ANYBODY, contract.getContractAddress(), new Function("refund", List.of(new Bytes32(id)), List.of()));
    }

    private static byte[] sha256(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
