package org.aitbc.gateway.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.codec.http.HttpHeaders;
import org.aitbc.gateway.page.Page;
import org.aitbc.gateway.page.Reply;
import org.springframework.stereotype.Component;

@Component
class MetricsPage implements Page {

    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry;

    MetricsPage(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public boolean isAt(String path) {
        return path.equals("/metrics");
    }

    @Override
    public boolean isCostly() {
        return true;
    }

    @Override
    public Reply get(String path, HttpHeaders asked) {
        return Reply.text(TYPE, registry.scrape(TYPE));
    }
}
