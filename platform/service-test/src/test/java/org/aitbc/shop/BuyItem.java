package org.aitbc.shop;

import java.util.Locale;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.shop.PurchaseController.Purchase;
import org.aitbc.shop.PurchaseController.Wish;
import org.aitbc.starter.deal.Deal;
import org.aitbc.starter.deal.HoldTerms;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
@Transactional
class BuyItem implements Deal<Wish, Purchase> {

    private final JdbcClient jdbc;

    BuyItem(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public @Nullable HoldTerms terms(Caller caller, Wish wish) {
        return wish.price().signum() == 0
                ? null
                : new HoldTerms("item.hold", wish.item(), caller.subject(), wish.price(), Currency.AITBC);
    }

    @Override
    public Purchase create(@Nullable UUID hold, Caller caller, Wish wish) {
        UUID id = hold == null ? Ids.next() : hold;
        jdbc.sql("insert into shop.purchase (id, buyer, item, kind, price) values (?, ?, ?, ?, ?)")
                .params(id, caller.subject(), wish.item(), wish.kind().name().toLowerCase(Locale.ROOT), wish.price())
                .update();
        Conflict.when(wish.item().equals("the last one"), "SOLD_OUT", "somebody was faster");
        return new Purchase(id, wish.item(), wish.kind(), wish.price());
    }
}
