package org.aitbc.explorer.sending;

import org.aitbc.explorer.accounts.Accounts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A sender, put together by hand. */
final class Senders {

    private Senders() {}

    static Sender of(JdbcClient jdbc, Accounts accounts, TransactionTemplate transactions, SendingSettings settings) {
        Outgoings outgoings = new Outgoings(jdbc);
        Signing signing = new Signing(outgoings, accounts, transactions);
        Broadcast broadcast = new Broadcast(outgoings);
        return new Sender(
                outgoings,
                new ChainInstances(jdbc, transactions, settings),
                new Watch(outgoings, settings),
                signing,
                broadcast,
                new Queue(outgoings, signing, broadcast, settings),
                settings);
    }
}
