package org.aitbc.market.sale;

import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.sale.Sale.SellRequest;
import org.aitbc.starter.paging.Page;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Listings that are for sale. */
@Component
record Sales(JdbcClient jdbc) {

    private static final String OPEN = """
            select s.id as sale_id, s.gpu_id, g.model as gpu_model, s.seller as seller_id, s.price as listing_price,
              s.currency, s.description, s.offered_at as timestamp
            from marketplace.gpu_sale s join marketplace.gpu g on g.id = s.gpu_id
            where s.state = 'open' and g.removed_at is null
            """;

    /** One sale a GPU: a new offer changes its terms. The GPU is locked. */
    Sale offer(Gpu gpu, String seller, SellRequest offer, Instant now) {
        jdbc.sql("""
            insert into marketplace.gpu_sale (id, gpu_id, seller, price, currency, description, state, offered_at)
            values (?, ?, ?, ?, ?, ?, 'open', ?)
            on conflict (gpu_id) where state = 'open' do update set seller = excluded.seller,
              price = excluded.price, description = excluded.description, offered_at = excluded.offered_at""")
                .params(Ids.next(), gpu.id(), seller, offer.listingPrice(), gpu.currency(), offer.description(), now)
                .update();
        return require(gpu.id());
    }

    /** @throws NotFound when nobody sells it */
    Sale require(UUID gpu) {
        return jdbc.sql(OPEN + "and s.gpu_id = ?")
                .param(gpu)
                .query(Sale.class)
                .optional()
                .orElseThrow(() -> new NotFound("GPU_NOT_FOR_SALE", "the GPU is not for sale"));
    }

    List<Sale> list(Page page) {
        return jdbc.sql(OPEN + "and s.id < ? order by s.id desc limit ? offset ?")
                .params(page.below(), page.rows() + 1, page.skipped())
                .query(Sale.class)
                .list();
    }

    void close(Sale sale, String buyer, UUID hold, Instant now) {
        jdbc.sql("""
            update marketplace.gpu_sale set state = 'sold', buyer = ?, hold_id = ?, ended_at = ?
            where id = ? and state = 'open'""").params(buyer, hold, now, sale.saleId()).update();
        jdbc.sql("update marketplace.gpu set owner = ?, updated_at = ? where id = ?")
                .params(buyer, now, sale.gpuId())
                .update();
    }

    void withdraw(UUID gpu, Instant now) {
        jdbc.sql("""
            update marketplace.gpu_sale set state = 'withdrawn', ended_at = ?
            where gpu_id = ? and state = 'open'""").params(now, gpu).update();
    }
}
