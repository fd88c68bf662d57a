package org.aitbc.explorer.accounts;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.aitbc.domain.error.NotFound;
import org.aitbc.explorer.hex.Hex;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** The accounts of this suite and its users. Private keys are made here and do not leave this package. */
@Component
public class Accounts {

    /** The owner of the accounts that the suite itself sends from. */
    public static final String SUITE = "suite:explorer";

    private static final int KEY_BYTES = 32;

    private final JdbcClient jdbc;
    private final MasterKey master;

    Accounts(JdbcClient jdbc, MasterKey master) {
        this.jdbc = jdbc;
        this.master = master;
    }

    /** A new account with a key of its own. */
    public Account create(long chainId, String owner) {
        return insert(chainId, owner).orElseThrow();
    }

    /** The account that the suite itself sends from on this chain, made when first asked for. */
    public Account ofSuite(long chainId) {
        return suite(chainId)
                .or(() -> insert(chainId, SUITE))
                .or(() -> suite(chainId))
                .orElseThrow();
    }

    public Optional<Account> find(long chainId, String address) {
        return jdbc.sql("select * from explorer.account where address = ? and chain_id = ?")
                .params(address.toLowerCase(Locale.ROOT), chainId)
                .query(Accounts::account)
                .optional();
    }

    /** @throws NotFound for an address that is none of ours on this chain */
    public Account require(long chainId, String address) {
        return find(chainId, address)
                .orElseThrow(() -> new NotFound("ACCOUNT_NOT_FOUND", "no account " + address + " on chain " + chainId));
    }

    /** The transaction with the account's signature, as nodes take it. */
    public byte[] sign(String address, RawTransaction transaction) {
        return TransactionEncoder.signMessage(transaction, Credentials.create(key(address)));
    }

    /** Signs text as wallets do ({@code personal_sign}, EIP-191); 65 bytes as hexadecimal digits with 0x. */
    public String signMessage(String address, byte[] message) {
        Sign.SignatureData signed = Sign.signPrefixedMessage(message, key(address));
        return Hex.of(ByteBuffer.allocate(65)
                .put(signed.getR())
                .put(signed.getS())
                .put(signed.getV())
                .array());
    }

    private Optional<Account> suite(long chainId) {
        return jdbc.sql("select * from explorer.account where chain_id = ? and owner = 'suite:explorer'")
                .param(chainId)
                .query(Accounts::account)
                .optional();
    }

    private Optional<Account> insert(long chainId, String owner) {
        ECKeyPair pair = newKey();
        String address = Numeric.prependHexPrefix(Keys.getAddress(pair));
        byte[] secret = Numeric.toBytesPadded(pair.getPrivateKey(), KEY_BYTES);
        return jdbc.sql("""
                        insert into explorer.account (address, chain_id, owner, secret) values (?, ?, ?, ?)
                        on conflict do nothing returning *""")
                .params(address, chainId, owner, master.encrypt(address, secret))
                .query(Accounts::account)
                .optional();
    }

    private ECKeyPair key(String address) {
        byte[] kept = jdbc.sql("select secret from explorer.account where address = ?")
                .param(address)
                .query(byte[].class)
                .single();
        return ECKeyPair.create(new BigInteger(1, master.decrypt(address, kept)));
    }

    private static ECKeyPair newKey() {
        try {
            return Keys.createEcKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a key", e);
        }
    }

    private static Account account(ResultSet row, int ignored) throws SQLException {
        return new Account(
                row.getString("address"),
                row.getLong("chain_id"),
                row.getString("owner"),
                row.getTimestamp("created_at").toInstant());
    }
}
