package org.aitbc.gateway.limit;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** As many requests at once as heap and files allow: most of them wait at a service for something to happen. */
@Component
@Order(-40)
class ConcurrencyLimiter implements GlobalFilter {

    /** What a request takes that waits at a service, with both connections. */
    private static final int REQUEST = 16 << 10;
    /** In a heap that services share. */
    private static final int SHARE = 2;

    private static final Problem CROWDED = Problem.passing(
            HttpStatus.SERVICE_UNAVAILABLE,
            "OVERLOADED",
            "the gateway has as many callers as it can hold; try again in a moment",
            1);

    private final AtomicInteger running = new AtomicInteger();
    private final int most;

    @Autowired
    ConcurrencyLimiter(@Value("${aitbc.proxy.max-connections}") int most) {
        this(Runtime.getRuntime().maxMemory(), files(), most);
    }

    ConcurrencyLimiter(long heap, long files, int most) {
        // two files each, and a tenth is left for the rest
        this.most = (int) Math.min(most, Math.min(heap / SHARE / REQUEST, files / 20 * 9));
    }

    int most() {
        return most;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (running.incrementAndGet() > most) {
            running.decrementAndGet();
            return Mono.error(new Refused(CROWDED));
        }
        return chain.filter(exchange).doFinally(_ -> running.decrementAndGet());
    }

    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
