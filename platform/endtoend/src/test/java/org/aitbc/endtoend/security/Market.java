package org.aitbc.endtoend.security;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What the owners have on the market: the miner GPUs, offers and bids, the client a booking, an order, a bounty, a purchase and a
 * trade request; the miner also asks for hours of the GPU that is booked.
 */
final class Market {

    private final Fixture fixture;
    private final Api api;
    private final String client;
    private final String miner;

    Market(Fixture fixture, Api api, String client, String miner) {
        this.fixture = fixture;
        this.api = api;
        this.client = client;
        this.miner = miner;
    }

    /** A job is a reason for a review of the only GPU that its worker had on the market. */
    void list() {
        fixture.things().put("gpu", gpu(0));
    }

    void open() {
        Map<String, String> things = fixture.things();
        things.put("bookedGpu", gpu(1));
        things.put("booking", made(client, "/v1/marketplace/gpu/$bookedGpu/book", """
                {"duration_hours":2}""", "booking_id"));
        things.put("auction", made(client, "/v1/marketplace/auctions", """
                {"model":"card-$n","duration_hours":1,"max_price_per_hour":5}""", "auction_id"));
        things.put("bid", made(miner, "/v1/marketplace/bids", """
                {"provider":"$agent","capacity":1,"price":1,"notes":"$mark"}""", "id"));
        things.put(
                "bounty",
                made(client, "/v1/bounties", """
                {"title":"bounty-$n","description":"something to be solved","reward_amount":100,"requires_zk_proof":false,
                 "deadline":"%s"}""".formatted(Instant.now().plus(1, ChronoUnit.DAYS)), "bounty_id"));
        things.put("submission", made(miner, "/v1/bounties/$bounty/submit", """
                {"performance_hash":"$mark","accuracy":99}""", "submission_id"));
        things.put("offer", made(miner, "/v1/global-marketplace/offers", """
                {"agent_id":"$agent","service_type":"inference","resource_specification":{},"base_price":1,"total_capacity":9}""", "offer_id"));
        things.put("sale", made(client, "/v1/global-marketplace/transactions", """
                {"buyer_id":"$client","offer_id":"$offer","quantity":1}""", "transaction_id"));
        things.put("tradeRequest", made(client, "/v1/trading/requests", """
                {"buyer_agent_id":"$client","trade_type":"ai_power","title":"$mark","requirements":{"model":"card-$n"},
                 "budget_range":{"max":2},"duration_hours":1}""", "request_id"));
        things.put("ask", made(miner, "/v1/trading/compute/orders", """
                {"side":"ask","gpu_id":"$bookedGpu","hours":1,"price_per_hour":1,"not_after":"$tomorrow"}""", "order_id"));
    }

    private String gpu(int slot) {
        return made(miner, "/v1/marketplace/gpu/register", """
                {"gpu":{"model":"card-$n","memory_gb":24,"price_per_hour":1,"max_hours":24,"miner_id":"$miner","slot":%d}}""".formatted(slot), "gpu_id");
    }

    private String made(String key, String path, String json, String id) {
        return api.post(key, fixture.fill(path), fixture.fill(json)).path(id).stringValue();
    }
}
