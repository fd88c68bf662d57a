package org.aitbc.gateway.edge;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import org.aitbc.gateway.access.Access;
import org.aitbc.gateway.page.Page;
import org.aitbc.gateway.page.Reply;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the gateway answers by itself; it may take time, so no event loop does it. */
@Component
class OwnPages {

    private static final Logger log = LoggerFactory.getLogger(OwnPages.class);
    private static final Problem WRONG_METHOD = new Problem(
            HttpResponseStatus.METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", "method not allowed", Map.of("Allow", "GET"));
    private static final Problem UNEXPECTED =
            Problem.of(HttpResponseStatus.INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", "unexpected failure");

    private final List<Page> pages;
    private final Access access;

    OwnPages(List<Page> pages, Access access) {
        this.pages = List.copyOf(pages);
        this.access = access;
    }

    /** @throws Refused when there is no such page, or nothing but reading it is possible */
    void answer(Exchange exchange, String path) {
        Page page = pages.stream()
                .filter(one -> one.isAt(path))
                .findFirst()
                .orElseThrow(() -> new Refused(Problem.notFound("not found")));
        HttpMethod method = exchange.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            throw new Refused(WRONG_METHOD);
        }
        if (page.isCostly()) {
            admit(exchange.connection());
        }
        exchange.discardBody();
        Thread.ofVirtual().name("page").start(() -> {
            Reply reply = reply(exchange, page, path);
            exchange.connection().loop().execute(() -> answer(exchange, reply));
        });
    }

    private void admit(ClientConnection caller) {
        if (caller.isSurplus()) {
            throw new Refused(Refusals.CROWDED);
        }
        access.countAnonymous(caller.remote());
    }

    private static void answer(Exchange exchange, Reply reply) {
        if (!exchange.isOver()) {
            exchange.answer(reply);
        }
    }

    private static Reply reply(Exchange exchange, Page page, String path) {
        try {
            return page.get(path, exchange.request().headers());
        } catch (Refused refused) {
            return exchange.head().refusal(refused.problem());
        } catch (RuntimeException failure) {
            log.error("unexpected failure", failure);
            return exchange.head().refusal(UNEXPECTED);
        }
    }
}
