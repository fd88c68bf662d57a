package org.aitbc.explorer.crosschain;

import java.math.BigInteger;
import org.aitbc.explorer.chain.Chain;
import org.web3j.protocol.core.DefaultBlockParameterName;

/** A chain's own coin, asked for at its node. */
public final class Coins {

    private Coins() {}

    /** What an address has at the newest block. */
    public static BigInteger balance(Chain chain, String holder) {
        return chain.node()
                .send(chain.node().web3j().ethGetBalance(holder, DefaultBlockParameterName.LATEST))
                .getBalance();
    }
}
