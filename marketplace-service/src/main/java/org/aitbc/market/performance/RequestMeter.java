package org.aitbc.market.performance;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * Watches this instance's {@code http.server.requests} for the dashboard. The service's own timers of that name are split by
 * path and status, and percentiles of parts cannot be put together; so all requests are measured once more, in a registry of
 * their own that forgets.
 */
@Component
class RequestMeter implements ObservationHandler<ServerRequestObservationContext> {

    private static final int STEP_SECONDS = 10;
    private static final Map<String, String> STEPS = Map.of("simple.mode", "STEP", "simple.step", STEP_SECONDS + "s");
    private static final int FIRST_ERROR = 500;

    private final MeterRegistry meters;
    private final Timer requests;
    private final Counter failures;

    RequestMeter(Clock clock) {
        meters = new SimpleMeterRegistry(STEPS::get, clock);
        requests = Timer.builder("requests")
                .publishPercentiles(0.5, 0.95)
                .distributionStatisticExpiry(Duration.ofMinutes(1))
                .register(meters);
        failures = meters.counter("failures");
    }

    /**
     * @param rps requests for each second, of the last full ten seconds, as the rate of errors
     * @param latencyP50Ms of the last minute, as the other; null where nobody has asked
     * @param errorRatePct answers of 500 and above, percent of all
     */
    record ApiMetrics(
            double rps,
            @Nullable Double latencyP50Ms,
            @Nullable Double latencyP95Ms,
            @Nullable Double errorRatePct) {}

    ApiMetrics now() {
        HistogramSnapshot times = requests.takeSnapshot();
        long count = requests.count();
        return new ApiMetrics(
                Figures.rounded(count / (double) STEP_SECONDS),
                percentile(times, 0),
                percentile(times, 1),
                Figures.percent(failures.count(), (double) count));
    }

    private static @Nullable Double percentile(HistogramSnapshot times, int which) {
        double time = times.percentileValues()[which].value(TimeUnit.MILLISECONDS);
        return time == 0 ? null : Figures.rounded(time);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ServerRequestObservationContext;
    }

    @Override
    public void onStart(ServerRequestObservationContext context) {
        context.put(RequestMeter.class, Timer.start(meters));
    }

    @Override
    public void onStop(ServerRequestObservationContext context) {
        Timer.Sample started = context.get(RequestMeter.class);
        if (started != null) {
            started.stop(requests);
        }
        if (context.getResponse() != null && context.getResponse().getStatus() >= FIRST_ERROR) {
            failures.increment();
        }
    }
}
