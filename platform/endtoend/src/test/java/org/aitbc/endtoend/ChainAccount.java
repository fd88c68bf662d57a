package org.aitbc.endtoend;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.aitbc.contracts.AitbcToken;
import org.aitbc.localchain.LocalChain;
import org.aitbc.servicetest.Programs;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.VoidResponse;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.ClientTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import org.web3j.utils.Convert;
import org.web3j.utils.Convert.Unit;

/** The first account of a development chain, which signs for it. The suite knows nothing of it. */
record ChainAccount(HttpService node, Web3j chain, String address) implements AutoCloseable {

    /** @param chain the setting that names it */
    static ChainAccount on(RunningSuite suite, String chain) throws IOException {
        Programs.requireAnvil(LocalChain.binary().isPresent());
        HttpService node = new HttpService(suite.setting(chain).orElseThrow());
        Web3j web3j = Web3j.build(node);
        return new ChainAccount(
                node, web3j, web3j.ethAccounts().send().getAccounts().getFirst());
    }

    /** @param coins whole ones */
    void send(String to, String coins) throws IOException {
        chain.ethSendTransaction(new Transaction(
                        address,
                        null,
                        null,
                        null,
                        to,
                        Convert.toWei(coins, Unit.ETHER).toBigIntegerExact(),
                        null))
                .send();
    }

    BigDecimal balance(String holder) throws IOException {
        return Convert.fromWei(
                new BigDecimal(chain.ethGetBalance(holder, DefaultBlockParameterName.LATEST)
                        .send()
                        .getBalance()),
                Unit.ETHER);
    }

    /** A new token of 18 decimals, which this account makes as much of as it likes. */
    AitbcToken token() throws Exception {
        return AitbcToken.deploy(chain, new ClientTransactionManager(chain, address, 40, 20), new DefaultGasProvider())
                .send();
    }

    void mine(int blocks) throws IOException {
        new Request<>("anvil_mine", List.of(blocks), node, VoidResponse.class).send();
    }

    @Override
    public void close() {
        chain.shutdown();
    }
}
