package org.aitbc.explorer.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.explorer.fake.*;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class DepositTests extends HomeChain {

    private static final String DEPOSITS = "/internal/deposits";

    private JsonNode asked(String path) {
        return read(get("trading-service", Role.SERVICE, DEPOSITS + path));
    }

    /** A deposit at an address that others have paid to already. */
    private UUID paid(String address) {
        jdbc.sql("insert into explorer.account (address, chain_id, owner, secret) values (?, 10, 'test', '') on"
                        + " conflict do nothing")
                .param(address)
                .update();
        UUID id = Ids.next();
        jdbc.sql("delete from explorer.deposit where address = ?")
                .param(address)
                .update();
        jdbc.sql("insert into explorer.deposit (id, address, chain_id, decimals) values (?, ?, 10, 18)")
                .params(id, address)
                .update();
        return id;
    }

    @Test
    void eachDepositHasAnAddressOfItsOwnWhichARepetitionGetsAgain() {
        UUID id = Ids.next();
        String order = "{\"id\": \"%s\", \"chain_id\": 10}";
        String address = read(post("trading-service", Role.SERVICE, DEPOSITS, order.formatted(id)))
                .path("address")
                .stringValue();
        assertThat(read(post("trading-service", Role.SERVICE, DEPOSITS, order.formatted(id)))
                        .path("address")
                        .stringValue())
                .isEqualTo(address);
        assertThat(read(post("trading-service", Role.SERVICE, DEPOSITS, order.formatted(Ids.next())))
                        .path("address")
                        .stringValue())
                .isNotEqualTo(address);
        assertThat(asked("/" + id).path("transfers")).isEmpty();
        assertProblem(
                post(
                        "trading-service",
                        Role.SERVICE,
                        DEPOSITS,
                        "{\"id\": \"%s\", \"chain_id\": 1}".formatted(Ids.next())),
                503,
                "CHAIN_UNAVAILABLE");
        assertProblem(
                post(
                        "trading-service",
                        Role.SERVICE,
                        DEPOSITS,
                        "{\"id\": \"%s\", \"chain_id\": 3}".formatted(Ids.next())),
                404,
                "CHAIN_NOT_FOUND");
        assertThat(as(client, Role.CLIENT, HttpMethod.GET, DEPOSITS + "/" + id).exchange())
                .hasStatus(403);
    }

    @Test
    void whatCameInIsWhatTheChainSays() {
        String address = FakeChain.ACCOUNTS.get(3);
        UUID id = paid(address);
        JsonNode seen = asked("/" + id);
        // its blocks are of years ago: the node may not know what has been paid since
        assertThat(Instant.parse(seen.path("until").stringValue()))
                .isBefore(Instant.now().minus(Duration.ofDays(1)));
        BigDecimal sum = seen.path("transfers")
                .valueStream()
                .map(one -> one.path("amount").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal expected = HOME.chain.blocks().stream()
                .flatMap(block -> block.transactions().stream())
                .filter(sent -> sent.success() && address.equals(sent.receiver()))
                .map(sent -> new BigDecimal(sent.value(), 18))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isPositive().isEqualByComparingTo(expected);
        assertThat(seen.path("transfers").valueStream())
                .allSatisfy(one -> assertThat(one.path("settled").booleanValue())
                        .isEqualTo(one.path("confirmations").longValue() >= 12));
        assertThat(seen.path("transfers")
                        .valueStream()
                        .map(one -> one.path("id").stringValue()))
                .doesNotHaveDuplicates();
        String hash = seen.path("transfers").path(0).path("transaction_hash").stringValue();
        assertThat(asked("/" + id + "?transaction=" + hash).path("known").booleanValue())
                .isTrue();
        assertThat(asked("/" + id + "?transaction=0x" + "ab".repeat(32))
                        .path("known")
                        .booleanValue())
                .isFalse();

        JsonNode funds = asked("?chain_id=10");
        assertThat(funds.path("received")
                        .decimalValue()
                        .add(funds.path("unconfirmed").decimalValue()))
                .isGreaterThanOrEqualTo(expected);
        assertThat(funds.path("chain").stringValue()).isEqualTo("Fake");
    }
}
