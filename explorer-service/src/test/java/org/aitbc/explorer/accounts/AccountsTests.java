package org.aitbc.explorer.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.ExplorerDatabase;
import org.aitbc.explorer.hex.Hex;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.web3j.crypto.Keys;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;

class AccountsTests {

    private static final long CHAIN = 78;

    private final SingleConnectionDataSource connection = ExplorerDatabase.connection();
    private final JdbcClient jdbc = JdbcClient.create(connection);
    private final Accounts accounts = TestAccounts.on(jdbc);

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        connection.destroy();
    }

    @Test
    void transactionsAreSignedByTheAccount() throws Exception {
        String address = accounts.create(CHAIN, "somebody").address();
        byte[] raw = accounts.sign(
                address,
                RawTransaction.createTransaction(
                        CHAIN,
                        BigInteger.ZERO,
                        BigInteger.valueOf(21_000),
                        address,
                        BigInteger.ONE,
                        "0x",
                        BigInteger.ONE,
                        BigInteger.TWO));
        SignedRawTransaction signed = (SignedRawTransaction) TransactionDecoder.decode(Hex.of(raw));
        assertThat(signed.getFrom()).isEqualTo(address);
    }

    @Test
    void messagesAreSignedByTheAccount() throws Exception {
        String address = accounts.create(CHAIN, "somebody").address();
        byte[] message = "hello".getBytes(StandardCharsets.UTF_8);
        byte[] signature = Hex.bytes(accounts.signMessage(address, message));
        assertThat(signature).hasSize(65);
        BigInteger key = Sign.signedPrefixedMessageToKey(message, Sign.signatureDataFromHex(Hex.of(signature)));
        assertThat("0x" + Keys.getAddress(key)).isEqualTo(address);
    }

    @Test
    void theSuiteHasOneAccountOnAChain() {
        assertThat(accounts.ofSuite(CHAIN)).isEqualTo(accounts.ofSuite(CHAIN));
        assertThat(accounts.ofSuite(CHAIN + 1)).isNotEqualTo(accounts.ofSuite(CHAIN));
    }

    @Test
    void whoeverHasTheDatabaseAloneHasNoKeys() {
        String owner = Ids.text(Ids.next());
        String address = accounts.create(CHAIN, owner).address();
        String other = accounts.create(CHAIN, owner).address();
        Accounts stolen =
                new Accounts(jdbc, new MasterKey(new KeySettings("another master key, as long as that", Path.of(""))));
        assertThatThrownBy(() -> stolen.signMessage(address, new byte[0])).isInstanceOf(Unavailable.class);
        jdbc.sql("""
                        update explorer.account a set secret = o.secret from explorer.account o
                        where a.address = ? and o.address = ?""").params(address, other).update();
        assertThatThrownBy(() -> accounts.signMessage(address, new byte[0]))
                .as("another account's key in its place")
                .isInstanceOf(Unavailable.class);
    }

    @Test
    void theMasterKeyIsKeptForItsOwnerAlone() throws Exception {
        Path file = folder.resolve("keys/chain.key");
        MasterKey made = new MasterKey(new KeySettings("", file));
        byte[] secret = made.encrypt("0x1", new byte[] {1, 2, 3});
        assertThat(new MasterKey(new KeySettings("", file)).decrypt("0x1", secret))
                .containsExactly(1, 2, 3);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(made.encrypt("0x1", new byte[] {1, 2, 3}))
                .as("a nonce of its own each time")
                .isNotEqualTo(secret);
    }

    @Test
    void aShortMasterKeyIsRefused() {
        assertThatThrownBy(() -> new KeySettings("short", folder)).isInstanceOf(IllegalArgumentException.class);
    }
}
