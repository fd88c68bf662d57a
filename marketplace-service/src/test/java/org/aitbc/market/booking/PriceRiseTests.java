package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.MarketTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class PriceRiseTests extends MarketTest {

    @Autowired
    private PriceRises rises;

    @Autowired
    private TransactionTemplate transactions;

    private final UUID booking = Ids.next();

    @BeforeEach
    void book() {
        UUID gpu = Ids.next();
        jdbc.sql("""
                        insert into marketplace.gpu (id, owner, model, memory_gb, price_per_hour, min_hours, max_hours)
                        values (?, ?, 'RTX 4090', 24, 2, 1, 100)""").params(gpu, operator).update();
        jdbc.sql("""
                        insert into marketplace.booking (id, gpu_id, client, owner, tenure, price_per_hour, currency, span, state)
                        values (?, ?, ?, ?, 'on_demand', 2, 'AITBC', tstzrange(now(), now() + interval '1 h'), 'active')""").params(booking, gpu, client, operator).update();
    }

    private String path() {
        return "/v1/marketplace/bookings/" + Ids.text(booking) + "/price-rise";
    }

    private MvcTestResult propose(String who, String price) {
        return post(who, path(), "{\"price_per_hour\": %s}".formatted(price));
    }

    private MvcTestResult consent(String who, String price) {
        return post(who, path() + "/consent", "{\"price_per_hour\": %s}".formatted(price));
    }

    private BigDecimal priceOfMore() {
        return Objects.requireNonNull(transactions.execute(_ -> rises.priceOfMore(booking, new BigDecimal("2"))));
    }

    private static String status(MvcTestResult answer) {
        return read(answer).path("status").stringValue();
    }

    @Test
    void moreTimeCostsWhatTheClientHasConsentedTo() {
        assertThat(priceOfMore()).isEqualByComparingTo("2");
        JsonNode proposed = read(propose(operator, "2.5"));
        assertThat(proposed.path("status").stringValue()).isEqualTo("proposed");
        assertThatThrownBy(this::priceOfMore).isInstanceOf(Conflict.class);
        assertThat(status(consent(client, "2.5"))).isEqualTo("consented");
        assertThat(priceOfMore()).isEqualByComparingTo("2.5");
        assertProblem(consent(client, "2.5"), 409, "NO_PRICE_RISE");
    }

    @Test
    void whatIsDeclinedEndsIt() {
        read(propose(operator, "3"));
        assertThat(status(post(client, path() + "/decline", ""))).isEqualTo("declined");
        assertThatThrownBy(this::priceOfMore).isInstanceOf(Conflict.class);
        read(propose(operator, "2.1"));
        read(consent(client, "2.1"));
        assertThat(priceOfMore()).isEqualByComparingTo("2.1");
    }

    @Test
    void nobodyConsentsToAPriceThatHeHasNotSeen() {
        read(propose(operator, "2.5"));
        read(propose(operator, "9"));
        assertProblem(consent(client, "2.5"), 409, "PRICE_CHANGED");
        assertThat(read(get(client, path()))
                        .valueStream()
                        .map(one -> one.path("status").stringValue()))
                .containsExactly("proposed", "replaced");
    }

    @Test
    void eachOfBothDoesWhatIsItsPart() {
        assertProblem(propose(client, "3"), 403, "NOT_YOUR_GPU");
        assertProblem(propose(someone("stranger"), "3"), 404, "BOOKING_NOT_FOUND");
        assertProblem(propose(operator, "2"), 422, "VALIDATION_ERROR");
        read(propose(operator, "3"));
        assertProblem(consent(operator, "3"), 403, "NOT_YOUR_BOOKING");
        assertProblem(get(someone("stranger"), path()), 404, "BOOKING_NOT_FOUND");
        assertThat(get(path())).hasStatus(401);
        read(consent(client, "3"));
        assertProblem(propose(operator, "2.9"), 422, "VALIDATION_ERROR");
        jdbc.sql("update marketplace.booking set state = 'completed' where id = ?")
                .param(booking)
                .update();
        assertProblem(propose(operator, "4"), 409, "BOOKING_ENDED");
    }

    @Test
    void oneProposalIsOpenHoweverManyComeAtOnce() throws InterruptedException {
        List<Integer> answers =
                atOnce(10, () -> propose(operator, "3").getResponse().getStatus());
        assertThat(answers).containsOnly(201);
        assertThat(read(get(operator, path()))
                        .valueStream()
                        .filter(one -> one.path("status").stringValue().equals("proposed")))
                .hasSize(1);
    }
}
