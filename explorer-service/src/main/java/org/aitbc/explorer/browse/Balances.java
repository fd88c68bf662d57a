package org.aitbc.explorer.browse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.chain.Call;
import org.aitbc.explorer.chain.NodeRefused;
import org.aitbc.explorer.index.Progress;
import org.aitbc.explorer.index.Progresses;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What addresses hold by the node's own word, which knows of money that moved inside of contracts as well. */
@Component
public class Balances {

    private final Progresses progresses;

    Balances(Progresses progresses) {
        this.progresses = progresses;
    }

    /**
     * The balance after the last block that is indexed, in the coin's smallest unit.
     *
     * @param address its 40 digits
     * @throws Unavailable when the node does not say
     */
    public BigDecimal require(Progress at, String address) {
        JsonNode balance;
        try {
            balance = progresses
                    .chain(at.chainId())
                    .node()
                    .ask(List.of(
                            Call.of("eth_getBalance", "0x" + address, Map.of("blockHash", String.valueOf(at.hash())))))
                    .getFirst()
                    .orThrow();
        } catch (NodeRefused e) {
            throw new Unavailable("BALANCE_UNAVAILABLE", "the node does not say what the address holds");
        }
        return new BigDecimal(new BigInteger(balance.asString("0x0").substring(2), 16));
    }

    /** The same; where the node does not say, what is stored. */
    BigDecimal orElse(Progress at, String address, @Nullable BigDecimal stored) {
        try {
            return require(at, address);
        } catch (Unavailable e) {
            if (stored == null) {
                throw e;
            }
            return stored;
        }
    }
}
