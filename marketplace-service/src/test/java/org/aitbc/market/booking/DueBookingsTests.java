package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class DueBookingsTests extends BookingTest {

    @Autowired
    private Bookings bookings;

    @Autowired
    private TransactionTemplate transactions;

    @Test
    void allThatHasBegunHasItsTurnHoweverMuch() {
        transactions.executeWithoutResult(only -> {
            only.setRollbackOnly();
            List<UUID> gpus = List.of(gpu, gpu(operator, null, 0), gpu(operator, null, 0));
            gpus.forEach(one -> jdbc.sql("""
                            insert into marketplace.booking (id, gpu_id, client, owner, tenure, price_per_hour, currency, span, state)
                            select gen_random_uuid(), ?, ?, 'crowd', 'on_demand', 1, 'AITBC',
                              tstzrange(now() - i * interval '1 second', now() - (i - 1) * interval '1 second'), 'active'
                            from generate_series(1, 3400) i""").params(one, client).update());

            List<UUID> crowd = jdbc.sql("select id from marketplace.booking where owner = 'crowd'")
                    .query(UUID.class)
                    .list();
            assertThat(crowd).hasSize(10_200);
            assertThat(bookings.due()).doesNotHaveDuplicates().containsAll(crowd);
        });
    }
}
