package org.aitbc.bench.chaos.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.aitbc.bench.chaos.load.Principals.Principal;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Spot;
import org.aitbc.bench.http.HttpConnection.Answer;
import tools.jackson.databind.json.JsonMapper;

/** Places and cancels orders on two markets; in the end it cancels all that are left. */
final class Trader extends Member {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ORDERS = "/v1/trading/orders";
    private static final List<String> MARKETS = List.of("ETH-USDT", "BTC-USDT");

    private final List<String> open = new ArrayList<>();
    private int placed;

    Trader(Principal who, int port, History history, Random random) {
        super(who, port, history, random);
    }

    @Override
    void run(BooleanSupplier over) throws InterruptedException {
        while (!over.getAsBoolean()) {
            place();
            if (!open.isEmpty() && random.nextInt(3) == 0) {
                cancel(open.remove(random.nextInt(open.size())));
            }
            Pause.between(random, 50, 250);
        }
        for (String market : MARKETS) {
            var _ = ask("cancel all", () -> connection.delete(ORDERS + "?market=" + market), 200);
        }
    }

    /** Under a name, so that a repetition places it only once. */
    private void place() throws InterruptedException {
        String name = who.name() + "-" + ++placed;
        String order = """
            {"market":"%s","side":"%s","price":%d.%02d,"quantity":0.%04d,"time_in_force":"%s","client_order_id":"%s"}""".formatted(
                        MARKETS.get(random.nextInt(MARKETS.size())),
                        random.nextBoolean() ? "buy" : "sell",
                        2_000 + random.nextInt(20),
                        random.nextInt(100),
                        10 + random.nextInt(9_000),
                        random.nextInt(4) == 0 ? "ioc" : "gtc",
                        name);
        Answer told = ask("order", () -> connection.post(ORDERS, order), 201, 402);
        if (told.status() == 201) {
            String id = JSON.readTree(told.body()).path("id").stringValue();
            history.spots().add(new Spot(who.name(), name, id));
            open.add(id);
        }
    }

    private void cancel(String id) throws InterruptedException {
        Answer told = ask("cancel", () -> connection.delete(ORDERS + "/" + id), 200, 409);
        if (told.status() == 200) {
            history.cancelledSpots().add(id);
        }
    }
}
