package org.aitbc.explorer.deploying;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.aitbc.explorer.chain.Node;
import org.springframework.stereotype.Component;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;

/** On Foundry's development chain the suite takes coins itself; everywhere else somebody has to send it some. */
@Component
class DevelopmentCoins {

    private static final BigInteger ETHER = BigInteger.TEN.pow(18);
    private static final BigInteger PLENTY = ETHER.multiply(BigInteger.valueOf(100));

    void give(Node node, String address) {
        BigInteger balance = node.send(node.web3j().ethGetBalance(address, DefaultBlockParameterName.LATEST))
                .getBalance();
        if (balance.compareTo(ETHER) >= 0 || !isAnvil(node)) {
            return;
        }
        // accounts that the node itself signs for
        List<String> rich = node.send(node.web3j().ethAccounts()).getAccounts();
        if (!rich.isEmpty()) {
            node.send(node.web3j()
                    .ethSendTransaction(new Transaction(rich.getFirst(), null, null, null, address, PLENTY, null)));
        }
    }

    private static boolean isAnvil(Node node) {
        return node.send(node.web3j().web3ClientVersion())
                .getWeb3ClientVersion()
                .toLowerCase(Locale.ROOT)
                .startsWith("anvil/");
    }
}
