package org.aitbc.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.gateway.problem.Refused;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ConcurrencyLimiterTests {

    private static final long MANY = 1_000_000;
    private static final GatewayFilterChain AT_ONCE = _ -> Mono.empty();
    private static final GatewayFilterChain PARKED = _ -> Mono.never();

    @Test
    void whoComesTooManyIsToldToComeAgain() {
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(MANY, MANY, 2);
        StepVerifier.create(ask(limiter, AT_ONCE)).verifyComplete();
        Disposable first = ask(limiter, PARKED).subscribe();
        ask(limiter, PARKED).subscribe();
        for (int i = 0; i < 2; i++) {
            StepVerifier.create(ask(limiter, AT_ONCE))
                    .expectErrorSatisfies(error -> assertThat(error)
                            .isInstanceOfSatisfying(
                                    Refused.class,
                                    refused -> assertThat(refused.problem().headers())
                                            .containsEntry("Retry-After", "1")))
                    .verify();
        }
        first.dispose();
        StepVerifier.create(ask(limiter, AT_ONCE)).verifyComplete();
    }

    @Test
    void halfOfTheHeapHoldsRequests() {
        assertThat(new ConcurrencyLimiter(64 << 20, MANY, 50_000).most()).isEqualTo(2048);
    }

    @Test
    void eachRequestTakesTwoFiles() {
        assertThat(new ConcurrencyLimiter(8L << 30, 20_000, 50_000).most()).isEqualTo(9_000);
    }

    @Test
    void noMoreThanIsSaid() {
        assertThat(new ConcurrencyLimiter(8L << 30, Long.MAX_VALUE, 50_000).most()).isEqualTo(50_000);
    }

    private static Mono<Void> ask(ConcurrencyLimiter limiter, GatewayFilterChain chain) {
        return limiter.filter(MockServerWebExchange.from(MockServerHttpRequest.get("/v1/jobs")), chain);
    }
}
