package org.aitbc.trading.exchange;

import java.time.Instant;
import java.util.*;
import org.aitbc.starter.jpa.Store;
import org.springframework.data.jpa.repository.Query;

interface ExchangePayments extends Store<ExchangePayment> {

    @Query("select count(p) from ExchangePayment p where p.quote.userId = :user and p.state in (PENDING, CONFIRMING)")
    int countOpen(String user);

    @Query("select p.id from ExchangePayment p where p.state in (PENDING, CONFIRMING) order by p.id")
    List<UUID> open();

    /** Ended payments. Late transfers may still reach their addresses. */
    @Query("""
        select p.id from ExchangePayment p
        where p.state in (CONFIRMED, EXPIRED) and p.paymentAddress is not null and p.expires > :since order by p.id\
        """)
    List<UUID> ended(Instant since);
}
