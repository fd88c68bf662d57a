package org.aitbc.gateway.http;

import java.time.Duration;
import java.util.List;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.RequestSizeGatewayFilterFactory.RequestSizeConfig;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * {@code RequestSize}, in place of the stock filter: it bounds bodies of unknown length too, and how long they take. A small
 * body is kept until it is whole, and a larger one has to keep coming: a service gives a request a place before its body is
 * there.
 */
@Component
class RequestBodyGatewayFilterFactory extends AbstractGatewayFilterFactory<RequestSizeConfig> {

    private static final int SMALL = 16 << 10;
    private static final Problem TOO_LARGE =
            Problem.of(HttpStatus.CONTENT_TOO_LARGE, "PAYLOAD_TOO_LARGE", "the request body is larger than allowed");
    private static final Problem TOO_SLOW =
            Problem.of(HttpStatus.REQUEST_TIMEOUT, "REQUEST_TIMEOUT", "the request body did not come in time");

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
        return (exchange, chain) -> filter(exchange, chain, most);
    }

    private Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain, long most) {
        HttpHeaders headers = exchange.getRequest().getHeaders();
        long length = headers.getContentLength();
        if (length > most) {
            return Mono.error(new Refused(TOO_LARGE));
        }
        if (length > SMALL || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)) {
            Flux<DataBuffer> body = exchange.getRequest().getBody();
            return chain.filter(with(Flux.defer(() -> bounded(body, most)), exchange));
        }
        return length > 0 ? whole(exchange, chain) : chain.filter(exchange);
    }

    private Mono<Void> whole(ServerWebExchange exchange, GatewayFilterChain chain) {
        DataBufferFactory buffers = exchange.getResponse().bufferFactory();
        return DataBufferUtils.join(exchange.getRequest().getBody())
                .timeout(patience, Mono.error(new Refused(TOO_SLOW)))
                .map(RequestBodyGatewayFilterFactory::bytes)
                .flatMap(bytes -> chain.filter(with(Flux.defer(() -> Flux.just(buffers.wrap(bytes))), exchange)));
    }

    private Flux<DataBuffer> bounded(Flux<DataBuffer> body, long most) {
        Progress progress = new Progress();
        Mono<Void> tooSlow = Flux.interval(patience)
                .filter(_ -> progress.isTooSlow())
                .next()
                .flatMap(_ -> Mono.error(new Refused(TOO_SLOW)));
        return body.doOnRequest(progress::awaits)
                .doOnNext(part -> {
                    if (progress.add(part.readableByteCount()) > most) {
                        DataBufferUtils.release(part);
                        throw new Refused(TOO_LARGE);
                    }
                })
                .takeUntilOther(tooSlow);
    }

    // bytes and no buffer, so that they can be sent to another replica, or not at all
    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
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
