package org.aitbc.endtoend.security;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The request of a row: {@code name=thing} for the path, {@code ?name=thing} for the query, {@code Name:thing} for a
 * header, and a body of JSON last.
 */
final class Asked {

    /** What a name in a path means where a row does not say. */
    private static final Map<String, String> USUAL = Map.ofEntries(
            Map.entry("jobId", "$queued"),
            Map.entry("paymentId", "$completedPayment"),
            Map.entry("minerId", "$miner"),
            Map.entry("agentId", "$agent"),
            Map.entry("agentWallet", "$agent"),
            Map.entry("webhookId", "$webhook"),
            Map.entry("deliveryId", "$delivery"),
            Map.entry("stakeId", "$stake"),
            Map.entry("keyId", "$key"),
            Map.entry("walletAddress", "$address"),
            Map.entry("receiptId", "$receipt"),
            Map.entry("gpuId", "$gpu"),
            Map.entry("bookingId", "$booking"),
            Map.entry("auctionId", "$auction"),
            Map.entry("bidId", "$bid"),
            Map.entry("bountyId", "$bounty"),
            Map.entry("offerId", "$offer"),
            Map.entry("saleId", "$sale"),
            Map.entry("ownerId", "$agent"),
            Map.entry("chainId", "31337"),
            Map.entry("block", "1"),
            Map.entry("hash", "0x" + "12".repeat(32)),
            Map.entry("transactionId", "01990000000070008000000000000000"),
            Map.entry("bridgeRequestId", "01990000000070008000000000000000"));

    private static final Pattern SPACE = Pattern.compile(" +");

    private Asked() {}

    static Request in(Fixture fixture, AccessTable.Row row) {
        String[] operation = row.operation().split(" ", 2);
        Map<String, String> path = new HashMap<>(USUAL);
        List<String> query = new ArrayList<>();
        List<String> headers = new ArrayList<>();
        int json = (row.request() + "{").indexOf('{');
        int list = row.request().indexOf('[');
        int body = list >= 0 && list < json ? list : json;
        for (String word : SPACE.split(
                row.request().substring(0, Math.min(body, row.request().length())), -1)) {
            if (word.startsWith("?")) {
                query.add(word.substring(1));
            } else if (word.contains("=")) {
                path.put(word.split("=", 2)[0], word.split("=", 2)[1]);
            } else if (word.contains(":")) {
                headers.add(word.replaceFirst(":", ": "));
            }
        }
        String target = operation[1];
        for (Map.Entry<String, String> value : path.entrySet()) {
            target = target.replace("{" + value.getKey() + "}", value.getValue());
        }
        Request request = Request.of(
                operation[0], fixture.fill(query.isEmpty() ? target : target + "?" + String.join("&", query)));
        for (String header : headers) {
            request = request.with(fixture.fill(header));
        }
        return body < row.request().length()
                ? request.withJson(fixture.fill(row.request().substring(body)))
                : request;
    }
}
