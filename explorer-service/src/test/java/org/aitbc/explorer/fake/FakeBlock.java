package org.aitbc.explorer.fake;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * A block of the {@link FakeChain}.
 *
 * @param balances of all accounts, after it
 */
public record FakeBlock(
        long height,
        String hash,
        String parent,
        long seconds,
        List<Sent> transactions,
        Map<String, BigInteger> balances) {

    public static final String PROPOSER = "0x" + "c0".repeat(20);

    /**
     * A transaction.
     *
     * @param receiver the account that gets the value; of a creation, the new contract
     * @param transfers how many ERC-20 transfers it logs
     */
    public record Sent(
            String hash,
            String sender,
            String receiver,
            boolean creates,
            BigInteger value,
            long nonce,
            boolean success,
            int transfers) {

        public static final BigInteger GAS_USED = BigInteger.valueOf(21_000);
        public static final BigInteger GAS_PRICE = BigInteger.valueOf(7);

        public BigInteger fee() {
            return GAS_USED.multiply(GAS_PRICE);
        }
    }
}
