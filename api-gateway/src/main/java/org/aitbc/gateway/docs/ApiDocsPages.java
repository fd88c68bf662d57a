package org.aitbc.gateway.docs;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.aitbc.gateway.page.Page;
import org.aitbc.gateway.page.Reply;
import org.aitbc.gateway.page.ServicePages;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.aitbc.gateway.routing.RoutingProperties;
import org.aitbc.gateway.routing.Service;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API of each service, as it is seen from outside; asked for once a minute at most. */
@Component
class ApiDocsPages implements Page {

    private static final String FOLDER = "/v3/api-docs/";
    private static final String SCHEME = "api-key";
    /** A service describes itself when it is first asked to, which takes seconds on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final JsonMapper JSON = new JsonMapper();

    private final RoutingProperties routing;
    private final AsyncLoadingCache<Service, byte[]> descriptions;

    ApiDocsPages(RoutingProperties routing, Ticker ticker) {
        this.routing = routing;
        descriptions = Caffeine.newBuilder()
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .buildAsync(service -> asSeenHere(ServicePages.read(service.url() + "/v3/api-docs", PATIENCE)));
    }

    @Override
    public boolean isAt(String path) {
        return path.startsWith(FOLDER) && routing.services().containsKey(path.substring(FOLDER.length()));
    }

    @Override
    public boolean isCostly() {
        return true;
    }

    @Override
    public Reply get(String path, HttpHeaders asked) {
        Service service = routing.services().get(path.substring(FOLDER.length()));
        if (service == null) {
            throw new Refused(Problem.notFound("no such service"));
        }
        try {
            return Reply.of(200, "application/json", descriptions.get(service).join());
        } catch (CompletionException e) {
            throw new Refused(Problem.unavailable("the service does not describe its API at the moment"));
        }
    }

    // Readers send what they try to the gateway, with a key of theirs; the service's own address and token are not
    // theirs.
    private static byte[] asSeenHere(byte[] description) {
        ObjectNode api = (ObjectNode) JSON.readTree(description);
        api.remove("servers");
        api.putArray("security").addObject().putArray(SCHEME);
        api.withObject("/components")
                .putObject("securitySchemes")
                .putObject(SCHEME)
                .put("type", "apiKey")
                .put("in", "header")
                .put("name", "X-Api-Key");
        return JSON.writeValueAsBytes(api);
    }
}
