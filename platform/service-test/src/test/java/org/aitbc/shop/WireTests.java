package org.aitbc.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.aitbc.domain.identity.Role;
import org.aitbc.servicetest.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What the starter takes and says in the form of the wire. */
class WireTests extends ShopTest {

    private JsonNode asked(String query) {
        return read(get(client, "/v1/purchases/asked?" + query));
    }

    private void buy(int times) {
        for (int i = 0; i < times; i++) {
            read(post("/v1/purchases", "{\"item\": \"rake\", \"kind\": \"FOOD\", \"price\": 1}"));
        }
    }

    @Test
    void parametersAndFiltersAreInSnakeCase() {
        JsonNode asked =
                asked("item_name=rake&min_price=1.5&some_items=a,b&item_kind=garden_tool&one_kind=food&most_rows=9");

        assertThat(asked.path("filter").path("item_name").stringValue()).isEqualTo("rake");
        assertThat(asked.path("filter").path("min_price").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(asked.path("filter").path("item_kind").stringValue()).isEqualTo("garden_tool");
        assertThat(asked.path("filter").path("some_items").valueStream())
                .extracting(JsonNode::stringValue)
                .containsExactly("a", "b");
        assertThat(asked.path("one_kind").stringValue()).isEqualTo("food");
        assertThat(asked.path("most_rows").intValue()).isEqualTo(9);
        assertThat(asked("itemName=rake&mostRows=8").path("most_rows").intValue())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"min_price=-1", "min_price=x", "item_kind=cat", "one_kind=cat", "most_rows=10", "most_rows=x"})
    void whatIsRefusedIsNamedAsTheWireDoes(String query) {
        assertInvalid(get(client, "/v1/purchases/asked?" + query), "query." + query.substring(0, query.indexOf('=')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "item_kind=cat|query.item_kind: must be one of food, garden_tool",
                "one_kind=garden_tol|query.one_kind: must be one of food, garden_tool; did you mean garden_tool?",
                "min_price=x|query.min_price: must be a number",
                "most_rows=x|query.most_rows: must be a whole number from -2147483648 to 2147483647"
            })
    void whatWouldBeRightInAQueryIsNamed(String query, String said) {
        assertThat(json(get(client, "/v1/purchases/asked?" + query))
                        .path("detail")
                        .stringValue())
                .isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"item_name", "some_items", "unknown"})
    void noParameterHoldsNul(String name) {
        MvcTestResult answer = http.get()
                .uri(URI.create("/v1/purchases/asked?a=b&" + name + "=a%00b"))
                .header("Authorization", Tokens.bearer("shop", client, Role.CLIENT))
                .exchange();
        assertInvalid(answer, "query." + name);
    }

    @Test
    void noTextOfABodyHoldsNul() {
        assertInvalid(post("/v1/purchases", "{\"item\": \"a\\u0000\", \"kind\": \"food\", \"price\": 1}"), "body.item");
        assertInvalid(post("/v1/purchases", "{\"item\": \"a\", \"kind\": \"cat\", \"price\": 1}"), "body.kind");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"item\": \"a\", \"kind\": \"cat\", \"price\": 1}|body.kind: must be one of food, garden_tool",
                "{\"item\": \"a\", \"kind\": \"fod\", \"price\": 1}|body.kind: must be one of food, garden_tool; did you mean food?",
                "{\"item\": \"a\", \"kind\": \"food\", \"price\": \"much\"}|body.price: must be a number",
                "{\"item\": [], \"kind\": \"food\", \"price\": 1}|body.item: must be a text",
                "[]|body: must be an object"
            })
    void aWrongTypeSaysWhatWouldBeRight(String body, String detail) {
        assertThat(json(post("/v1/purchases", body)).path("detail").stringValue())
                .isEqualTo(detail);
    }

    @Test
    void aBodyThatIsAListIsNamedAsABody() {
        assertInvalid(post("/v1/purchases/listed", "[]"), "body");
        assertInvalid(post("/v1/purchases/listed", "[\"rake\", \" \"]"), "body.1");
    }

    @Test
    void noTextOfABodyIsTheKeyOfTheRequest() {
        MvcTestResult answer = http.post()
                .uri("/v1/purchases")
                .header("Authorization", Tokens.bearer("shop", client, Role.CLIENT, "the-key-of-the-client"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"item\": \"the-key-of-the-client\", \"kind\": \"food\", \"price\": 1}")
                .exchange();

        assertThat(read(answer).path("item").stringValue()).isEqualTo(client);
    }

    @Test
    void aPartOfAListLeadsToTheNext() {
        buy(3);
        MvcTestResult first = get(client, "/v1/purchases?offset=0&item=é");
        String cursor = read(first).path("next_cursor").stringValue();
        assertThat(first.getResponse().getHeader("Link"))
                .isEqualTo("<?item=%C3%A9&cursor=" + cursor + ">; rel=\"next\"");
        assertThat(read(first).propertyNames()).containsExactly("items", "limit", "next_cursor");

        MvcTestResult rest = get(client, "/v1/purchases?cursor=" + cursor);
        assertThat(read(rest).path("items")).hasSize(1);
        assertThat(rest.getResponse().getHeader("Link")).isNull();
    }

    @Test
    void aPartHasItsLimits() {
        buy(4);
        assertThat(read(get(client, "/v1/purchases")).path("items")).hasSize(2);
        assertThat(read(get(client, "/v1/purchases?limit=500&offset=1")).path("items"))
                .hasSize(3);
        for (String wrong : List.of("limit=0", "limit=x", "offset=-1", "offset=99999999999")) {
            assertInvalid(get(client, "/v1/purchases?" + wrong), "query." + wrong.substring(0, wrong.indexOf('=')));
        }
        assertProblem(get(client, "/v1/purchases?cursor=x"), 422, "INVALID_CURSOR");
    }

    @Test
    void aLimitAboveTheMaximumIsTheMaximumAndTheAnswerSaysSo() {
        buy(1);
        JsonNode answer = read(get(client, "/v1/purchases?limit=501"));
        assertThat(answer.path("limit").intValue()).isEqualTo(500);
        assertThat(answer.path("warnings").toString()).isEqualTo("[\"limit: 500 is the maximum, and is used\"]");

        MvcTestResult list = get(client, "/v1/purchases/counted?limit=101");
        assertThat(body(list)).isEqualTo("[1,2,3,4,5]");
        assertThat(list.getResponse().getHeader("X-Warnings")).isEqualTo("limit: 100 is the maximum, and is used");
        assertThat(get(client, "/v1/purchases/counted?limit=100").getResponse().getHeader("X-Warnings"))
                .isNull();
    }

    @Test
    void pagesCanBeCounted() {
        assertThat(body(get(client, "/v1/purchases/counted?page=2&limit=2"))).isEqualTo("[3,4]");
        assertThat(body(get(client, "/v1/purchases/counted"))).isEqualTo("[1,2,3,4,5]");
        assertThat(body(get(client, "/v1/purchases/counted?page=2147483647&limit=100")))
                .isEqualTo("[]");
        assertInvalid(get(client, "/v1/purchases/counted?page=0&limit=101"), "query.page");
    }

    private static Stream<String> parameters(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .map(one -> one.path("name").asString());
    }

    @Test
    void theDocumentSaysTheSame() {
        JsonNode document = read(get("/v3/api-docs"));
        JsonNode paths = document.path("paths");
        JsonNode asked = paths.path("/v1/purchases/asked").path("get");
        assertThat(parameters(asked))
                .containsExactlyInAnyOrder(
                        "item_name", "item_kind", "min_price", "some_items", "one_kind", "most_rows");
        assertThat(asked.path("parameters").toString()).contains("[\"food\",\"garden_tool\"]");

        assertThat(asked.path("parameters").valueStream())
                .noneMatch(one -> one.path("required").asBoolean());

        assertThat(asked.at("/tags/0").stringValue()).isEqualTo("purchases");

        JsonNode list = paths.path("/v1/purchases").path("get");
        assertThat(parameters(list)).containsExactlyInAnyOrder("limit", "offset", "cursor");
        assertThat(list.path("parameters").toString())
                .contains("\"maximum\":500")
                .contains("\"default\":2");
        assertThat(parameters(paths.path("/v1/purchases/counted").path("get")))
                .containsExactlyInAnyOrder("page", "limit");

        JsonNode purchase = document.at("/components/schemas/Purchase");
        assertThat(purchase.path("required")).hasSize(4);
        assertThat(purchase.at("/properties/price/description").stringValue()).isEqualTo("Price in AITBC");
        assertThat(purchase.path("properties").has("warnings")).isFalse();
        String part =
                list.at("/responses/200/content/application~1json/schema/$ref").stringValue();
        assertThat(document.at(part.substring(1) + "/properties/warnings/items/type")
                        .stringValue())
                .isEqualTo("string");
        JsonNode create = paths.path("/v1/purchases").path("post");
        assertThat(create.at("/requestBody/content/application~1json/example").toString())
                .isEqualTo("{\"item\":\"text\",\"kind\":\"food\",\"price\":1}");
        assertThat(create.at("/responses/201/content/application~1json/example/id")
                        .stringValue())
                .hasSize(32);

        JsonNode refused = create.at("/responses/409");
        assertThat(refused.path("description").stringValue()).isEqualTo("The shelf is empty.");
        assertThat(refused.at("/content/application~1problem+json/schema/$ref").stringValue())
                .endsWith("/Problem");
        for (String keyed : List.of("/v1/purchases", "/v1/purchases/paid", "/v1/purchases/{shelf}/located")) {
            assertThat(parameters(paths.path(keyed).path("post"))).contains("Idempotency-Key");
        }
    }
}
