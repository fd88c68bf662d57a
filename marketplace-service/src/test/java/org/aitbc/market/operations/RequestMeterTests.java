package org.aitbc.market.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MockClock;
import java.time.Duration;
import org.aitbc.market.operations.RequestMeter.ApiMetrics;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestMeterTests {

    private final MockClock clock = new MockClock();
    private final RequestMeter meter = new RequestMeter(clock);

    private void request(int status, long millis) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        response.setStatus(status);
        ServerRequestObservationContext context =
                new ServerRequestObservationContext(new MockHttpServletRequest(), response);
        meter.onStart(context);
        clock.add(Duration.ofMillis(millis));
        meter.onStop(context);
    }

    @Test
    void requestsOfTheLastStepAreCountedAndTimed() {
        for (int i = 0; i < 18; i++) {
            request(200, 10);
        }
        request(503, 400);
        request(404, 400);
        clock.add(Duration.ofSeconds(10));

        ApiMetrics now = meter.now();
        assertThat(now.rps()).isEqualTo(2);
        assertThat(now.errorRatePct()).isEqualTo(5);
        assertThat(now.latencyP50Ms()).isCloseTo(10, Percentage.withPercentage(10));
        assertThat(now.latencyP95Ms()).isCloseTo(400, Percentage.withPercentage(10));
    }

    @Test
    void itForgetsAndSaysNothingOfWhatNobodyAsked() {
        request(500, 10);
        clock.add(Duration.ofMinutes(2));
        assertThat(meter.now()).isEqualTo(new ApiMetrics(0, null, null, null));
    }
}
