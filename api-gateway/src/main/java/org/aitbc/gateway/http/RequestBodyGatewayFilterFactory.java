package org.aitbc.gateway.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.filter.*;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.RequestSizeGatewayFilterFactory.RequestSizeConfig;
import org.springframework.core.io.buffer.*;
import org.springframework.http.*;
import org.springframework.http.server.reactive.*;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.*;

/**
 * {@code RequestSize}, in place of the stock filter: it bounds bodies of unknown length too, and how long they take. A small
 * body is kept until it is whole, and a larger one has to keep coming: a service gives a request a place before its body is
 * there.
 */
@Component
class RequestBodyGatewayFilterFactory extends AbstractGatewayFilterFactory<RequestSizeConfig> {

    private static final int SMALL = 16 << 10;
    /** What has to come in each span of time, if the service takes it. */
    private static final long PACE = 256 << 10;

    private static final Problem TOO_LARGE =
            new Problem(HttpStatus.CONTENT_TOO_LARGE, "PAYLOAD_TOO_LARGE", "the request body is larger than allowed");
    private static final Problem TOO_SLOW =
            new Problem(HttpStatus.REQUEST_TIMEOUT, "REQUEST_TIMEOUT", "the request body did not come in time");

    private final Duration patience;

    RequestBodyGatewayFilterFactory(@Value("${aitbc.body-timeout}") Duration patience) {
        super(RequestSizeConfig.class);
        this.patience = patience;
    }

    @Override
    public String name() {
        return "RequestSize";
    }

    @Override
    public List<String> shortcutFieldOrder() {
        return List.of("maxSize");
    }

    @Override
    public GatewayFilter apply(RequestSizeConfig config) {
        long most = config.getMaxSize().toBytes();
        return (exchange, chain) -> {
            HttpHeaders headers = exchange.getRequest().getHeaders();
            long length = headers.getContentLength();
            if (length > most) {
                return Mono.error(TOO_LARGE.refusal());
            }
            if (length > SMALL || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
                Flux<DataBuffer> body = exchange.getRequest().getBody();
                return chain.filter(with(Flux.defer(() -> bounded(body, most)), exchange));
            }
            return length > 0 ? whole(exchange, chain) : chain.filter(exchange);
        };
    }

    // bytes and no buffer, so that they can be sent to another replica, or not at all
    private Mono<Void> whole(ServerWebExchange exchange, GatewayFilterChain chain) {
        DataBufferFactory buffers = exchange.getResponse().bufferFactory();
        return DataBufferUtils.join(exchange.getRequest().getBody())
                .timeout(patience, Mono.error(TOO_SLOW.refusal()))
                .map(buffer -> {
                    byte[] bytes = new byte[buffer.readableByteCount()];
                    buffer.read(bytes);
                    DataBufferUtils.release(buffer);
                    return bytes;
                })
                .flatMap(bytes -> chain.filter(with(Flux.defer(() -> Flux.just(buffers.wrap(bytes))), exchange)));
    }

    private Flux<DataBuffer> bounded(Flux<DataBuffer> body, long most) {
        AtomicLong awaited = new AtomicLong();
        AtomicLong size = new AtomicLong();
        long[] seen = {0};
        Mono<Void> tooSlow = Flux.interval(patience)
                .filter(_ -> {
                    long before = seen[0];
                    seen[0] = size.get();
                    return seen[0] - before < PACE && awaited.get() > 0;
                })
                .next()
                .flatMap(_ -> Mono.error(TOO_SLOW.refusal()));
        return body.doOnRequest(parts -> awaited.accumulateAndGet(parts, Operators::addCap))
                .doOnNext(part -> {
                    awaited.decrementAndGet();
                    if (size.addAndGet(part.readableByteCount()) > most) {
                        DataBufferUtils.release(part);
                        throw TOO_LARGE.refusal();
                    }
                })
                .takeUntilOther(tooSlow);
    }

    private static ServerWebExchange with(Flux<DataBuffer> body, ServerWebExchange exchange) {
        ServerHttpRequest request = new ServerHttpRequestDecorator(exchange.getRequest()) {
            @Override
            public Flux<DataBuffer> getBody() {
                return body;
            }
        };
        return exchange.mutate().request(request).build();
    }
}
