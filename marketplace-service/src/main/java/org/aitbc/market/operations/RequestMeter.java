package org.aitbc.market.operations;

import io.micrometer.core.instrument.*;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.*;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * Times the requests of this instance. The timers of {@code http.server.requests} are split by path and status, and
 * percentiles of parts cannot be put together: so one timer more, in a registry that forgets.
 */
@Component
class RequestMeter implements ObservationHandler<ServerRequestObservationContext> {

    private static final int STEP_SECONDS = 10;

    private final MeterRegistry meters;
    private final Timer requests;
    private final Counter failures;

    RequestMeter(Clock clock) {
        meters = new SimpleMeterRegistry(Map.of("simple.mode", "STEP", "simple.step", STEP_SECONDS + "s")::get, clock);
        requests = Timer.builder("requests")
                .publishPercentiles(0.5, 0.95)
                .distributionStatisticExpiry(Duration.ofMinutes(1))
                .register(meters);
        failures = meters.counter("failures");
    }

    /**
     * Requests and failures (500 and above) of the last 10 seconds, latencies of the last minute.
     *
     * @param rps requests a second
     * @param latencyP50Ms median latency
     * @param latencyP95Ms latency that 95 percent of the requests are within
     * @param errorRatePct failures in percent
     */
    record ApiMetrics(
            double rps,
            @Nullable Double latencyP50Ms,
            @Nullable Double latencyP95Ms,
            @Nullable Double errorRatePct) {}

    ApiMetrics now() {
        HistogramSnapshot times = requests.takeSnapshot();
        double count = requests.count();
        return new ApiMetrics(
                PerformanceStats.rounded(count / STEP_SECONDS),
                percentile(times, 0),
                percentile(times, 1),
                PerformanceStats.share(100 * failures.count(), count));
    }

    private static @Nullable Double percentile(HistogramSnapshot times, int which) {
        double time = times.percentileValues()[which].value(TimeUnit.MILLISECONDS);
        return time == 0 ? null : PerformanceStats.rounded(time);
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
        if (context.get(RequestMeter.class) instanceof Timer.Sample started) {
            started.stop(requests);
        }
        if (context.getResponse() != null && context.getResponse().getStatus() >= 500) {
            failures.increment();
        }
    }
}
