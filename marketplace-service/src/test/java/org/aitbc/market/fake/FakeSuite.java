package org.aitbc.market.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Another instance of this suite, as far as its global marketplace is bought from with a key: {@code the-key}. */
public final class FakeSuite {

    public static final String KEY = "the-key";

    private final JsonMapper json = new JsonMapper();
    private final Map<String, ObjectNode> offers = new HashMap<>();
    private final Map<String, ObjectNode> sales = new HashMap<>();
    private final Map<String, String> byKey = new HashMap<>();
    private final HttpServer server;
    private final Map<String, BigDecimal> dearer = new HashMap<>();
    private final Set<String> delivered = new HashSet<>();
    private boolean losesPurchase;
    private boolean isBusy;
    private int asked;

    public FakeSuite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/global-marketplace/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @return its id there */
    public synchronized String offer(String price, int capacity) {
        String id = UUID.randomUUID().toString();
        offers.put(id, json.readValue("""
                {"id": "%s", "agent_id": "far", "service_type": "llm", "base_price": %s, "currency": "AITBC",
                 "available_capacity": %d, "regions_available": [], "more": {"than": "is read"}}""".formatted(id, price, capacity), ObjectNode.class));
        return id;
    }

    /** Makes the next purchase, and says nothing of it. */
    public synchronized void loseNextPurchase() {
        losesPurchase = true;
    }

    /** What it costs when it is bought, whatever the list says. */
    public synchronized void dearerAtSale(String offer, String price) {
        dearer.put(offer, new BigDecimal(price));
    }

    /** Says once that the purchase that is asked for is still being made. */
    public synchronized void beBusyOnce() {
        isBusy = true;
    }

    /** What is sold of it is delivered at once, and cannot be cancelled. */
    public synchronized void deliverAtSale(String offer) {
        delivered.add(offer);
    }

    /** How often it was asked to sell. */
    public synchronized int asked() {
        return asked;
    }

    public synchronized void end(String sale, String status) {
        sold(sale).put("status", status);
    }

    public synchronized int sold() {
        return sales.size();
    }

    public synchronized String status(String sale) {
        return sold(sale).path("status").stringValue();
    }

    private ObjectNode sold(String sale) {
        return Objects.requireNonNull(sales.get(sale));
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            int status = 200;
            JsonNode body;
            if (!KEY.equals(exchange.getRequestHeaders().getFirst("X-Api-Key"))) {
                status = 401;
                body = problem("INVALID_API_KEY");
            } else if (path[3].equals("offers")) {
                body = json.valueToTree(offers.values());
            } else if (path.length == 4) {
                asked++;
                JsonNode wanted = json.readTree(exchange.getRequestBody());
                ObjectNode offer = offers.get(wanted.path("offer_id").stringValue());
                int quantity = wanted.path("quantity").intValue();
                String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
                if (isBusy) {
                    isBusy = false;
                    status = 409;
                    body = problem("REQUEST_IN_PROGRESS");
                } else if (byKey.containsKey(key)) {
                    body = sold(Objects.requireNonNull(byKey.get(key)));
                } else if (offer == null || offer.path("available_capacity").intValue() < quantity) {
                    status = 409;
                    body = problem("OFFER_SOLD_OUT");
                } else {
                    body = sell(offer, quantity, key);
                }
            } else {
                ObjectNode sale = sold(path[4]);
                boolean refuses = path.length == 6 && path[5].equals("cancel") && sale.has("delivered");
                if (path.length == 6 && !refuses) {
                    sale.put("status", path[5].equals("confirm") ? "completed" : "cancelled");
                }
                status = refuses ? 409 : 200;
                body = refuses ? problem("WRONG_STATE") : sale;
            }
            if (path.length == 4 && losesPurchase && path[3].equals("transactions")) {
                losesPurchase = false;
                return;
            }
            answer(exchange, status, body);
        }
    }

    private ObjectNode sell(ObjectNode offer, int quantity, String key) {
        String id = UUID.randomUUID().toString();
        offer.put("available_capacity", offer.path("available_capacity").intValue() - quantity);
        ObjectNode sale = json.createObjectNode()
                .put("id", id)
                .put("status", "active")
                .put(
                        "total_amount",
                        dearer.getOrDefault(
                                        offer.path("id").stringValue(),
                                        offer.path("base_price").decimalValue())
                                .multiply(BigDecimal.valueOf(quantity)));
        if (delivered.contains(offer.path("id").stringValue())) {
            sale.put("delivered", true);
        }
        sales.put(id, sale);
        byKey.put(key, id);
        return sale;
    }

    private void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private ObjectNode problem(String code) {
        return json.createObjectNode().put("code", code).put("detail", code);
    }
}
