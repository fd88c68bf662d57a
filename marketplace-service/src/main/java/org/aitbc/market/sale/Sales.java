package org.aitbc.market.sale;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.starter.paging.Page;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is for sale, and was. */
@Component
class Sales {

    private static final String OPEN = """
            select s.*, g.model as gpu_model from marketplace.gpu_sale s join marketplace.gpu g on g.id = s.gpu_id
            where s.state = 'open' and g.removed_at is null
            """;

    private final JdbcClient jdbc;

    Sales(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One offer a GPU: a new one says what it costs now. The GPU is locked. */
    Sale offer(Gpu gpu, String seller, BigDecimal price, String description, Instant now) {
        jdbc.sql("""
                        insert into marketplace.gpu_sale (id, gpu_id, seller, price, currency, description, state, offered_at)
                        values (?, ?, ?, ?, ?, ?, 'open', ?)
                        on conflict (gpu_id) where state = 'open' do update set seller = excluded.seller,
                          price = excluded.price, description = excluded.description, offered_at = excluded.offered_at""")
                .params(Ids.next(), gpu.id(), seller, price, gpu.currency().name(), description, Timestamp.from(now))
                .update();
        return find(gpu.id()).orElseThrow();
    }

    Optional<Sale> find(UUID gpu) {
        return jdbc.sql(OPEN + "and s.gpu_id = ?").param(gpu).query(Sale.class).optional();
    }

    List<Sale> list(Page page) {
        return jdbc.sql(OPEN + "and s.id < ? order by s.id desc limit ? offset ?")
                .params(page.below(), page.rows() + 1, page.skipped())
                .query(Sale.class)
                .list();
    }

    void sold(Sale sale, String buyer, UUID hold, Instant now) {
        jdbc.sql("""
                        update marketplace.gpu_sale set state = 'sold', buyer = ?, hold_id = ?, ended_at = ?
                        where id = ? and state = 'open'""").params(buyer, hold, Timestamp.from(now), sale.id()).update();
        jdbc.sql("update marketplace.gpu set owner = ?, updated_at = ? where id = ?")
                .params(buyer, Timestamp.from(now), sale.gpuId())
                .update();
    }

    void withdrawn(UUID gpu, Instant now) {
        jdbc.sql(
                        "update marketplace.gpu_sale set state = 'withdrawn', ended_at = ? where gpu_id = ? and state = 'open'")
                .params(Timestamp.from(now), gpu)
                .update();
    }
}
