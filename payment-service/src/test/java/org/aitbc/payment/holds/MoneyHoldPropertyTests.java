package org.aitbc.payment.holds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.payment.Currency;
import org.aitbc.domain.payment.MoneyHolds;
import org.aitbc.domain.payment.MoneyHolds.Decision;
import org.aitbc.domain.payment.MoneyHolds.Order;
import org.aitbc.domain.payment.MoneyHolds.Settled;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.payment.QuietPayments;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.LedgerWriter;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever is held and decided, in whatever order and however often: each of it is all accounted for. */
class MoneyHoldPropertyTests {

    private static final int PAYERS = 2;
    private static final int OWNERS = 3;
    private static final BigDecimal SMALLEST = new BigDecimal("0.00000001");

    private static final class Service {

        static final ConfigurableApplicationContext CONTEXT = QuietPayments.CONTEXT;
        static final JdbcClient JDBC = CONTEXT.getBean(JdbcClient.class);
        static final LedgerWriter LEDGER = CONTEXT.getBean(LedgerWriter.class);
        static final MoneyHolds HOLDS = CONTEXT.getBean(MoneyHolds.class);
    }

    /** @param owner which of those who are paid; the last of them is who pays */
    record Part(int owner, BigDecimal amount, boolean lessFee) {}

    /**
     * @param amount what is held
     * @param parts how it is shared, which may be too much
     * @param again whether both are said twice
     */
    record Trade(int payer, BigDecimal amount, List<Part> parts, boolean again) {}

    @Provide
    Arbitrary<List<Trade>> trades() {
        Arbitrary<BigDecimal> amounts = Arbitraries.bigDecimals()
                .between(SMALLEST, new BigDecimal("40"))
                .ofScale(8);
        Arbitrary<List<Part>> parts = Combinators.combine(
                        Arbitraries.integers().between(0, OWNERS), amounts, Arbitraries.of(true, false))
                .as(Part::new)
                .list()
                .ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.integers().between(0, PAYERS - 1), amounts, parts, Arbitraries.of(true, false))
                .as(Trade::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void eachHoldIsPaidTakenAsFeeOrReturned(@ForAll("trades") List<Trade> trades) {
        List<String> payers = people("payer", PAYERS);
        List<String> owners = people("owner", OWNERS);
        payers.forEach(payer -> fund(payer, "100"));
        owners.forEach(owner -> fund(owner, "1"));
        BigDecimal before = network();
        BigDecimal fees = BigDecimal.ZERO;
        BigDecimal stillHeld = BigDecimal.ZERO;
        for (Trade trade : trades) {
            String payer = payers.get(trade.payer());
            Order order = new Order(Ids.next(), "trade.hold", "a trade", payer, trade.amount(), "AITBC");
            if (!isHeld(order, trade.again())) {
                continue;
            }
            Decision decision = new Decision(
                    order.id(),
                    "trade.settle",
                    trade.parts().stream()
                            .map(part -> new Share(
                                    part.owner() == OWNERS ? payer : owners.get(part.owner()),
                                    part.amount(),
                                    part.lessFee()))
                            .toList());
            BigDecimal shared = trade.parts().stream().map(Part::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            try {
                Settled settled = Service.HOLDS.settle(decision);
                assertThat(settled.paid().add(settled.fee())).isEqualByComparingTo(shared);
                assertThat(settled.paid().add(settled.fee()).add(settled.returned()))
                        .isEqualByComparingTo(trade.amount());
                fees = fees.add(settled.fee());
                if (trade.again()) {
                    assertThat(Service.HOLDS.settle(decision)).isEqualTo(settled);
                }
            } catch (Invalid tooMuch) {
                assertThat(shared).isGreaterThan(trade.amount());
                stillHeld = stillHeld.add(trade.amount());
            }
        }
        assertThat(network().subtract(before)).isEqualByComparingTo(fees);
        assertThat(sum("kind = 'escrow' and owner in (:people)", payers)).isEqualByComparingTo(stillHeld);
        List<String> all = new ArrayList<>(payers);
        all.addAll(owners);
        assertThat(sum("owner in (:people)", all).add(fees))
                .isEqualByComparingTo(BigDecimal.valueOf(100L * PAYERS + OWNERS));
        assertThat(sum("true", all)).isZero();
    }

    private static boolean isHeld(Order order, boolean again) {
        try {
            Service.HOLDS.hold(order);
        } catch (PaymentRequired tooLittle) {
            return false;
        }
        if (again) {
            Service.HOLDS.hold(order);
            Order another = new Order(
                    order.id(),
                    order.kind(),
                    order.reference(),
                    order.payer(),
                    order.amount().add(SMALLEST),
                    "AITBC");
            assertThatExceptionOfType(Conflict.class).isThrownBy(() -> Service.HOLDS.hold(another));
        }
        return true;
    }

    private static List<String> people(String kind, int count) {
        UUID these = Ids.next();
        return IntStream.range(0, count)
                .mapToObj(i -> kind + i + "-" + Ids.text(these))
                .toList();
    }

    private static void fund(String principal, String amount) {
        Service.LEDGER.post(Posting.of(
                Ids.next(),
                "deposit",
                "test",
                new Transfer(
                        Account.external(Currency.AITBC),
                        Account.available(principal, Currency.AITBC),
                        new BigDecimal(amount))));
    }

    /** The fees that the network has. */
    private static BigDecimal network() {
        return sum("kind = 'fees' and owner in (:people)", List.of(Account.NETWORK));
    }

    private static BigDecimal sum(String where, List<String> people) {
        return Service.JDBC
                .sql("select coalesce(sum(balance), 0) from payment.account where " + where)
                .param("people", people)
                .query(BigDecimal.class)
                .single();
    }
}
