package org.aitbc.trading.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import net.jqwik.api.*;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.*;
import org.aitbc.domain.market.MarketDesk.Offer;
import org.aitbc.trading.negotiation.ManageRequests.Candidate;
import org.aitbc.trading.negotiation.Negotiation.*;
import org.aitbc.trading.negotiation.TradeRequest.*;
import tools.jackson.databind.node.JsonNodeFactory;

/** Whatever both sides try, in any order. */
class NegotiationPropertyTests {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    record Try(Side by, boolean counters, int price, int minutes) {}

    @Provide
    Arbitrary<List<Try>> tries() {
        return Combinators.combine(
                        Arbitraries.of(Side.class),
                        Arbitraries.of(true, true, true, false),
                        Arbitraries.integers().between(1, 400),
                        Arbitraries.integers().between(0, 45))
                .as(Try::new)
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 300)
    void onlyTheSideInTurnMovesAndOnlyInTime(@ForAll("tries") List<Try> tries, @ForAll Strategy strategy) {
        Negotiation one = opened(strategy);
        Instant now = START;
        Instant answered = START;
        int offers = 1;
        Side last = Side.BUYER;
        BigDecimal price = BigDecimal.valueOf(2);
        for (Try next : tries) {
            now = now.plus(Duration.ofMinutes(next.minutes));
            boolean inTime = one.status.isOpen()
                    && now.isBefore(answered.plus(Duration.ofMinutes(60)))
                    && now.isBefore(START.plus(Duration.ofDays(1)));
            boolean may = inTime && next.by != last;
            boolean room = offers < rounds(strategy);
            boolean moved = tries(one, next, now);
            assertThat(moved).isEqualTo(may && (!next.counters || room));
            if (moved && next.counters) {
                offers++;
                last = next.by;
                answered = now;
                price = BigDecimal.valueOf(next.price);
            }
            assertThat(one.negotiationRound).isEqualTo(offers);
            assertThat(one.currentTerms.pricePerHour()).isEqualByComparingTo(price);
            assertThat(one.turn).isEqualTo(last.other());
        }
    }

    private static boolean tries(Negotiation one, Try next, Instant now) {
        try {
            one.requireTurn(one.name(next.by), now);
            if (next.counters) {
                one.counter(new Offered(BigDecimal.valueOf(next.price), null), now);
            } else {
                one.end(Negotiation.Status.ACCEPTED, now);
            }
            return true;
        } catch (Conflict refused) {
            return false;
        }
    }

    private static int rounds(Strategy strategy) {
        return switch (strategy) {
            case AGGRESSIVE -> 3;
            case BALANCED -> 5;
            case COOPERATIVE -> 7;
        };
    }

    private static Negotiation opened(Strategy strategy) {
        TradeRequest request = new TradeRequest(
                new Caller("b", Role.CLIENT, Caller.DEFAULT_TENANT),
                new TradeRequestRequest(
                        "b",
                        TradeType.AI_POWER,
                        "t",
                        "",
                        JsonNodeFactory.instance.objectNode(),
                        new Budget(null, BigDecimal.valueOf(400)),
                        null,
                        null,
                        4,
                        "normal",
                        List.of(),
                        List.of(),
                        ServiceLevel.BASIC,
                        List.of(),
                        null),
                START);
        Offer offer = new Offer(
                Ids.next(),
                "s",
                "H100",
                BigDecimal.valueOf(80),
                null,
                null,
                BigDecimal.valueOf(2),
                BigDecimal.ONE,
                BigDecimal.TEN,
                List.of(),
                null,
                START);
        Score score = Score.of(request.wanted, offer, START).orElseThrow();
        Terms terms = new Terms(offer.pricePerHour(), BigDecimal.valueOf(4), null);
        Candidate candidate = new Candidate("s", offer, score.matchScore(), score.confidenceLevel(), score, terms);
        TradeMatch match = new TradeMatch(request, candidate, START);
        NegotiationRequest opening =
                new NegotiationRequest(match.id(), Side.BUYER, strategy, null, false, BigDecimal.valueOf(85));
        return new Negotiation(match, opening, START);
    }
}
