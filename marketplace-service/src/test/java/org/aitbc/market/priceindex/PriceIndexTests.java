package org.aitbc.market.priceindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.MarketTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class PriceIndexTests extends MarketTest {

    @Autowired
    private PriceSampling sampling;

    private final String model = someone("model");
    private String miner = "";

    @BeforeEach
    void register() {
        miner = miner(operator, "{\"gpus\": [{\"name\": \"%s\"}]}".formatted(model));
    }

    @BeforeEach
    @AfterEach
    void nothingIsSummedUp() {
        jdbc.sql("delete from marketplace.price_print").update();
        jdbc.sql("delete from marketplace.price_printed").update();
    }

    private void receipt(String paid, int seconds, String status) {
        receipt(paid, seconds, status, Instant.parse("2026-03-01T10:30:00Z"));
    }

    private void receipt(String paid, int seconds, String status, Instant ended) {
        receipt(client, paid, seconds, status, ended);
    }

    private void receipt(String payer, String paid, double seconds) {
        receipt(payer, paid, seconds, "released", Instant.parse("2026-03-01T10:30:00Z"));
    }

    private void receipt(String payer, String paid, double seconds, String status, Instant ended) {
        UUID job = Ids.next();
        jdbc.sql("""
                        insert into core.outcome (job_id, state, miner_id, attempt, started_at, ended_at, price, receipt_id, receipt)
                        values (:job, 'COMPLETED', :miner, 1, :ended::timestamptz - make_interval(secs => :seconds), :ended, :paid, :receipt, '{}')""")
                .param("job", job)
                .param("miner", miner)
                .param("ended", Timestamp.from(ended))
                .param("seconds", seconds)
                .param("paid", new BigDecimal(paid))
                .param("receipt", Ids.next())
                .update();
        jdbc.sql("""
                        insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at, released, refunded, settled_at)
                        values (:id, :job, :payer, :paid, 'AITBC', 'aitbc_token', :status, now(), :released, :refunded, :settled)""")
                .param("id", Ids.next())
                .param("job", job)
                .param("payer", payer)
                .param("paid", new BigDecimal(paid))
                .param("status", status)
                .param("released", status.equals("released") ? new BigDecimal(paid) : BigDecimal.ZERO)
                .param("refunded", status.equals("released") ? BigDecimal.ZERO : new BigDecimal(paid))
                .param("settled", Timestamp.from(ended.plusSeconds(60)))
                .update();
    }

    @Test
    void aPrintCanBeMadeAgainFromItsReceipts() {
        receipt("1", 1800, "released");
        receipt("6", 5400, "released");
        receipt("50", 1800, "refunded");

        JsonNode prints = read(get("/v1/marketplace/price-index?from=2026-03-01&to=2026-03-02&model=" + model))
                .path("prints");
        assertThat(prints).hasSize(1);
        JsonNode print = prints.path(0);
        assertThat(print.path("price_per_hour").decimalValue()).isEqualByComparingTo("3.5");
        assertThat(print.path("gpu_hours").decimalValue()).isEqualByComparingTo("2");

        JsonNode inputs = read(get("/v1/marketplace/price-index/receipts?model=%s&start=%s"
                .formatted(model, print.path("start").stringValue())));
        assertThat(inputs.path("complete").booleanValue()).isTrue();
        BigDecimal paid = sum(inputs, "paid");
        BigDecimal hours = sum(inputs, "seconds").divide(BigDecimal.valueOf(3600), 8, RoundingMode.HALF_UP);
        assertThat(paid.divide(hours, 8, RoundingMode.HALF_UP))
                .isEqualByComparingTo(print.path("price_per_hour").decimalValue());
    }

    private static BigDecimal sum(JsonNode inputs, String member) {
        return inputs.path("receipts")
                .valueStream()
                .map(receipt -> receipt.path(member).decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private JsonNode print() {
        return read(get("/v1/marketplace/price-index?from=2026-03-01&to=2026-03-02&model=" + model))
                .path("prints")
                .path(0);
    }

    @Test
    void whoTradesWithHimselfDoesNotMoveThePrice() {
        receipt("honest one", "1", 3600);
        receipt("honest two", "2", 3600);
        receipt("honest three", "3", 3600);
        receipt(operator, "5000", 3600);
        for (int i = 0; i < 5; i++) {
            receipt("washer", "5000", 36_000);
            receipt("fast one", "5000", 0.999);
        }

        // of four payers the dearest and the cheapest are left out, and the other two count alike
        assertThat(print().path("price_per_hour").decimalValue()).isEqualByComparingTo("2.5");
        assertThat(print().path("payers").intValue()).isEqualTo(4);
        assertThat(print().path("receipts").intValue()).isEqualTo(8);
    }

    @Test
    void nobodyCountsForMoreThanAnHour() {
        receipt("small", "1", 1800);
        receipt("large", "800", 360_000);
        // (2 * 0.5 + 8 * 1) / 1.5
        assertThat(print().path("price_per_hour").decimalValue()).isEqualByComparingTo("6");
    }

    @Test
    void thePriceIsThatOfTheModelThatWasLeased() {
        sampling.noteModels();
        receipt("1", 3600, "released");
        jdbc.sql(
                        "update core.miner set capabilities = '{\"gpus\": [{\"name\": \"toy\"}]}', updated_at = now() where id = ?")
                .param(miner)
                .update();
        sampling.noteModels();
        assertThat(print().path("receipts").intValue()).isOne();
    }

    @Test
    void modelsAreKeptAsLongAsAnHourThatIsAskedForNeedsThem() {
        jdbc.sql("""
                        insert into marketplace.leased_model (miner_id, since, model)
                        select ?, now() - make_interval(days => days), 'toy' || days from unnest(array [200, 100, 95, 10]) days""").param(miner).update();
        sampling.noteModels();
        assertThat(jdbc.sql("select model from marketplace.leased_model where miner_id = ? order by since")
                        .param(miner)
                        .query(String.class)
                        .list())
                .containsExactly("toy95", "toy10", model);
    }

    @Test
    void hoursThatAreOverAreSummedUpAndSayTheSame() {
        receipt("1", 1800, "released");
        receipt("6", 5400, "released");
        String all = "/v1/marketplace/price-index?from=2026-03-01&model=" + model + "&to=";
        JsonNode day = read(get(all + "2026-03-02"));
        JsonNode part = read(get(all + "2026-03-01T10:30:59Z"));
        assertThat(day.path("prints")).hasSize(1);
        assertThat(part.path("prints")).isEmpty();

        // as it would be after a day, when nothing older is left to do
        jdbc.sql("insert into marketplace.price_printed (until) values (timestamptz '2026-03-01 10:00Z')")
                .update();
        sampling.sum(Instant.parse("2026-03-01T10:00:00Z"));

        assertThat(read(get(all + "2026-03-02"))).isEqualTo(day);
        assertThat(read(get(all + "2026-03-01T10:30:59Z"))).isEqualTo(part);
        // from the sum, for what is added now is not in it
        receipt("1", 1800, "released");
        assertThat(read(get(all + "2026-03-02"))).isEqualTo(day);
    }

    @Test
    void theSweepSumsUpAllThatIsOverAndNothingTwice() {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(5, ChronoUnit.HOURS);
        jdbc.sql("insert into marketplace.price_printed (until) values (?)")
                .param(Timestamp.from(hour))
                .update();
        receipt("1", 1800, "released", hour.plus(90, ChronoUnit.MINUTES));

        sampling.sumAll();
        sampling.sumAll();

        assertThat(jdbc.sql("select receipts from marketplace.price_print where model = ?")
                        .param(model)
                        .query(Integer.class)
                        .single())
                .isOne();
        assertThat(jdbc.sql(
                                "select until < now() - interval '10 minutes' and until > now() - interval '71 minutes' from marketplace.price_printed")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aSpanThatIsNoneIsRefused() {
        assertThat(get("/v1/marketplace/price-index?from=2026-03-02&to=2026-03-01"))
                .hasStatus(422);
        assertThat(get("/v1/marketplace/price-index?from=2020-03-02")).hasStatus(422);
        assertThat(get("/v1/marketplace/price-index/receipts?start=soon")).hasStatus(422);
    }
}
