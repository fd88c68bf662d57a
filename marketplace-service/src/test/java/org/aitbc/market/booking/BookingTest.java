package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.MarketTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What tests of bookings share: a GPU at 2 an hour in a worker that is alive, a client with 1000, and a clock that stands still. */
abstract class BookingTest extends MarketTest {

    @Autowired
    BookingSweep sweep;

    String miner = "";
    UUID gpu = Ids.next();

    @BeforeEach
    void scene() {
        clock.stop();
        miner = miner(operator, gpus("H100"));
        beat();
        gpu = gpu(operator, miner, 0);
        money.fund(client, "1000");
    }

    @AfterEach
    void timeGoesOn() {
        clock.run();
    }

    UUID gpu(String owner, @Nullable String worker, int slot) {
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into marketplace.gpu (id, owner, miner_id, slot, claimed, model, memory_gb, price_per_hour, min_hours, max_hours)
                        values (:id, :owner, :miner, :slot, false, 'H100', 80, 2, 0.25, 100)""")
                .param("id", id)
                .param("owner", owner)
                .param("miner", worker)
                .param("slot", slot)
                .update();
        return id;
    }

    static String book(UUID gpu) {
        return "/v1/marketplace/gpu/" + Ids.text(gpu) + "/book";
    }

    MvcTestResult book(String who, String json) {
        return post(who, book(gpu), json);
    }

    /** The id of a booking that must be made. */
    String booked(String who, String json) {
        return read(book(who, json)).path("booking_id").stringValue();
    }

    /** One that was made when time to come could still be reserved. */
    String reserved(String who, UUID which, int hours, Instant start) {
        UUID spare = gpu(
                jdbc.sql("select owner from marketplace.gpu where id = ?")
                        .param(which)
                        .query(String.class)
                        .single(),
                null,
                0);
        String id = read(post(who, book(spare), "{\"duration_hours\": %d}".formatted(hours)))
                .path("booking_id")
                .stringValue();
        jdbc.sql("""
                        update marketplace.booking set gpu_id = :gpu, tenure = 'reserved', metered_until = :start, looked_at = :start,
                          span = tstzrange(:start, :start::timestamptz + (upper(span) - lower(span))) where id = :id""")
                .param("gpu", which)
                .param("start", Timestamp.from(start))
                .param("id", Ids.parse(id))
                .update();
        jdbc.sql("""
                        insert into core.reservation (booking_id, miner_id, client, exclusive, starts_at, ends_at, paused)
                        select b.id, g.miner_id, b.client, false, lower(b.span), upper(b.span), false
                        from marketplace.booking b join marketplace.gpu g on g.id = b.gpu_id
                        where b.id = ? and g.miner_id is not null""").param(Ids.parse(id)).update();
        return id;
    }

    JsonNode booking(String id) {
        return read(get(client, "/v1/marketplace/bookings/" + id));
    }

    MvcTestResult does(String who, String id, String verb, String json) {
        return post(who, "/v1/marketplace/bookings/" + id + "/" + verb, json);
    }

    MvcTestResult keyed(String who, String key, String path, String json) {
        MockMvcRequestBuilder request = as(who, Role.CLIENT, HttpMethod.POST, path);
        return request.header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    void beat() {
        jdbc.sql("update core.miner_beat set last_seen = ? where miner_id = ?")
                .params(Timestamp.from(clock.now()), miner)
                .update();
    }

    /** Time passes, and the worker is there at its end as it was at its start. */
    void pass(String minutes) {
        away(minutes);
        beat();
        sweep.sweep();
    }

    /** Time passes, and nothing is heard. */
    void away(String minutes) {
        clock.forward(Duration.ofSeconds(
                new BigDecimal(minutes).multiply(BigDecimal.valueOf(60)).longValueExact()));
    }

    List<String> events(String booking) {
        return jdbc.sql("select event from core.outbox where subject = ? order by id")
                .param(Ids.parse(booking))
                .query(String.class)
                .list();
    }

    /** Whether dispatch keeps a miner for it, now or later. */
    int reservations(String booking) {
        return jdbc.sql("select count(*) from core.reservation where booking_id = ? and not paused and ends_at > ?")
                .params(Ids.parse(booking), Timestamp.from(clock.now()))
                .query(Integer.class)
                .single();
    }

    /** Once everything is paid out. */
    void assertMoney(String who, String available, String held) {
        await().untilAsserted(() -> {
            assertThat(money.available(who)).isEqualByComparingTo(available);
            assertThat(money.held(who)).isEqualByComparingTo(held);
        });
    }
}
