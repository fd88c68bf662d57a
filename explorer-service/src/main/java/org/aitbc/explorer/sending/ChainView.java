package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a sender asks a chain. Each question may fail with {@link org.aitbc.domain.error.Unavailable}, and then what it asked
 * for may have been done all the same; two answers may be of two different views of the chain.
 */
interface ChainView {

    /** @param gas null where the reply is not that it works */
    record Estimate(@Nullable Long gas, Reply reply) {}

    /** The number of the newest block. */
    long head();

    /** The hash of the first block. */
    String genesis();

    /** How many transactions of an account are in blocks, and so its next nonce. */
    long count(String address);

    /** The same of several accounts. */
    Map<String, Long> counts(Collection<String> addresses);

    /** The same as of an older block. */
    long countAt(String address, long block);

    /** Which of these transactions are in blocks, by their hashes. */
    Map<String, Seen> seen(Collection<String> hashes);

    /** Whether the node has it in its pool. */
    boolean isInPool(String hash);

    /** What an account has at the newest block. */
    BigInteger balance(String address);

    /** Those of these accounts that have any coins at the newest block. */
    Set<String> funded(Collection<String> addresses);

    /** What transactions have to offer now. */
    Market market();

    Estimate estimate(String from, @Nullable String to, BigInteger value, String data);

    Reply broadcast(String raw);
}
