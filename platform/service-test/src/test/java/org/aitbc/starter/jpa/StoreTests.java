package org.aitbc.starter.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.servicetest.ServiceTest;
import org.aitbc.servicetest.Tokens;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.Slice;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest({
    "spring.application.name=tools",
    "spring.config.import=classpath:service-starter.yml",
    "aitbc.jpa=true",
    "aitbc.schema=tools",
    "aitbc.token.audience=tools"
})
class StoreTests {

    @SpringBootApplication
    @Import(GardenToolController.class)
    static class Service {}

    @RestController
    record GardenToolController(GardenTools tools) {

        @PostMapping("/tools")
        GardenTool create(@RequestBody GardenTool.Offer offer) {
            return tools.save(new GardenTool(offer));
        }

        @GetMapping("/tools/{id}")
        GardenTool tool(@PathVariable UUID id) {
            return tools.require(id);
        }
    }

    @Autowired
    private GardenTools tools;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private MockMvcTester http;

    @Autowired
    private JsonMapper json;

    private static GardenTool.Offer offer(String name, String tag) {
        return new GardenTool.Offer(
                name,
                new BigDecimal("10.50"),
                List.of(tag, "it's"),
                JsonMapper.shared().createObjectNode(),
                Instant.now());
    }

    private GardenTool stored(String tag) {
        return tools.save(new GardenTool(offer(Ids.text(Ids.next()), tag)));
    }

    @Test
    void whatIsAnsweredIsWhatIsStored() {
        GardenTool saved = stored("a");
        assertThat(saved.offer.price()).isEqualTo(new BigDecimal("10.5"));
        assertThat(json.writeValueAsString(tools.require(saved.id()))).isEqualTo(json.writeValueAsString(saved));
        assertThat(json.valueToTree(saved).path("state").stringValue()).isEqualTo("new");
    }

    @Test
    void openJsonKeepsItsOrderAndTimesTheirOffset() {
        String name = Ids.text(Ids.next());
        assertThat(http.post()
                        .uri("/tools")
                        .header("Authorization", Tokens.bearer("tools", "me", Role.CLIENT))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("""
                            {"name": "%s", "price": 1, "tags": [], "details": {"z": 1.0, "a": 1}, "seen_at": "2026-01-01T12:00+02:00"}\
                            """.formatted(name))
                        .exchange())
                .hasStatusOk()
                .bodyText()
                .contains("\"details\":{\"z\":1.0,\"a\":1}")
                .contains("\"seen_at\":\"2026-01-01T10:00:00Z\"");
    }

    @Test
    void whatIsNotThereIsNotFoundByItsName() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> tools.require(Ids.next()))
                .withMessage("there is no such garden tool")
                .extracting(NotFound::code)
                .isEqualTo("GARDEN_TOOL_NOT_FOUND");
        UUID worn = stored("a").id();
        Where<GardenTool> fresh = new Where<GardenTool>().equal("state", GardenTool.State.NEW);
        assertThat(tools.require(worn, fresh).id()).isEqualTo(worn);
        tools.change(worn, tool -> tool.state = GardenTool.State.WORN);
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> tools.require(worn, fresh))
                .withMessage("there is no such garden tool");
    }

    @Test
    void aNamedConstraintIsAConflictOfThatName() {
        GardenTool first = stored("a");
        assertThat(http.post()
                        .uri("/tools")
                        .header("Authorization", Tokens.bearer("tools", "me", Role.CLIENT))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(json.writeValueAsString(first.offer))
                        .exchange())
                .hasStatus(409)
                .bodyText()
                .contains("\"code\":\"NAME_TAKEN\"");
    }

    @Test
    void listsAreReadInPartsNewestFirst() {
        String tag = Ids.text(Ids.next());
        UUID oldest = stored(tag).id();
        UUID middle = stored(tag).id();
        UUID newest = stored(tag).id();
        Where<GardenTool> mine = new Where<GardenTool>().hasAny("offer.tags", List.of("nothing", tag));

        Slice<GardenTool> first = tools.page(new Page(2, null, null), mine);
        assertThat(first.items()).extracting(Aggregate::id).containsExactly(newest, middle);
        assertThat(first.nextCursor()).isEqualTo(Ids.text(middle));
        Slice<GardenTool> rest = tools.page(new Page(2, null, Ids.text(middle)), mine);
        assertThat(rest.items()).extracting(Aggregate::id).containsExactly(oldest);
        assertThat(rest.nextCursor()).isNull();
        assertThat(tools.page(new Page(2, 1, null), mine).items())
                .extracting(Aggregate::id)
                .containsExactly(middle, oldest);
    }

    @Test
    void filtersAskForWhatIsSaid() {
        GardenTool one = stored("a");
        String name = one.offer.name();
        assertThat(found(new Where<GardenTool>().equal("offer.name", name).equal("state", null)))
                .containsExactly(one.id());
        assertThat(found(new Where<GardenTool>()
                        .contains(name.toUpperCase(Locale.ROOT), "offer.name", "offer.tags")
                        .contains("IT'S", "offer.tags")))
                .containsExactly(one.id());
        Where<GardenTool> named = new Where<GardenTool>().equal("offer.name", name);
        assertThat(found(named.equal("state", GardenTool.State.NEW).atLeast("offer.price", new BigDecimal("10.5"))))
                .hasSize(1);
        GardenTool.State worn = GardenTool.State.WORN;
        assertThat(found(new Where<GardenTool>().either(name, "offer.name").in("state", List.of(worn))))
                .isEmpty();
        assertThat(found(named.atMost("offer.price", new BigDecimal("10.49")))).isEmpty();
    }

    private List<UUID> found(Where<GardenTool> where) {
        return tools.findAll(where).stream().map(Aggregate::id).toList();
    }

    @Test
    void aChangeThatAnotherHasNotSeenIsRefused() {
        UUID id = stored("a").id();
        assertThatExceptionOfType(OptimisticLockingFailureException.class)
                .isThrownBy(() -> transactions.executeWithoutResult(_ -> {
                    tools.require(id).state = GardenTool.State.WORN;
                    CompletableFuture.runAsync(() -> transactions.executeWithoutResult(
                                    _ -> tools.require(id).offer = offer(Ids.text(Ids.next()), "b")))
                            .join();
                }));
        assertThat(tools.require(id).state).isEqualTo(GardenTool.State.NEW);
    }

    @Test
    void locksNeedATransaction() {
        UUID id = stored("a").id();
        assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(() -> tools.lock(id));
        transactions.executeWithoutResult(_ -> tools.lock(id).state = GardenTool.State.WORN);
        assertThat(tools.require(id).state).isEqualTo(GardenTool.State.WORN);
    }
}
