package org.aitbc.market.global;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.starter.request.IdempotencyHeader;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Another instance of this suite, over its public API. */
final class SuiteMarket implements ExternalMarket {

    private static final String ROOT = "/v1/global-marketplace";
    private static final ParameterizedTypeReference<List<RemoteOffer>> OFFERS = new ParameterizedTypeReference<>() {};

    private final RestClient http;
    private final JsonMapper json;

    SuiteMarket(GlobalSettings.External settings, JsonMapper json) {
        this.json = json;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(settings.timeout()).build());
        requests.setReadTimeout(settings.timeout());
        this.http = RestClient.builder()
                .baseUrl(settings.url())
                .requestFactory(requests)
                .configureMessageConverters(
                        converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(json)))
                .defaultHeader("X-Api-Key", settings.key())
                .defaultStatusHandler(HttpStatusCode::isError, (_, response) -> {
                    throw refusal(response);
                })
                .build();
    }

    @Override
    public List<RemoteOffer> offers() {
        return answer(http.get().uri(ROOT + "/offers?status=active&limit=500"), OFFERS);
    }

    @Override
    public RemoteSale buy(String offer, int quantity, String key) {
        return sale(http.post()
                .uri(ROOT + "/transactions")
                .header(IdempotencyHeader.NAME, key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("offer_id", offer, "quantity", quantity)));
    }

    @Override
    public RemoteSale sale(String id) {
        return sale(http.get().uri(ROOT + "/transactions/{id}", id));
    }

    @Override
    public RemoteSale act(String id, Verb verb) {
        return sale(http.post()
                .uri(ROOT + "/transactions/{id}/{verb}", id, verb.name().toLowerCase(Locale.ROOT)));
    }

    private static RemoteSale sale(RestClient.RequestHeadersSpec<?> request) {
        return answer(request, ParameterizedTypeReference.forType(RemoteSale.class));
    }

    private static <T> T answer(RestClient.RequestHeadersSpec<?> request, ParameterizedTypeReference<T> type) {
        try {
            return Objects.requireNonNull(request.retrieve().body(type));
        } catch (RestClientException | NullPointerException away) {
            throw unavailable();
        }
    }

    private DomainException refusal(ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        JsonNode problem = problem(response);
        if (problem.path("code").asString("").equals("REQUEST_IN_PROGRESS")) {
            // what came first may buy yet
            return unavailable();
        }
        String detail = problem.path("detail").asString("refused");
        return switch (status) {
            case 402 -> new Conflict("EXTERNAL_MARKET_UNPAID", "the other market was not paid: " + detail);
            case 404 -> new NotFound("NOT_FOUND", detail);
            case 409 -> new Conflict("EXTERNAL_MARKET_REFUSED", detail);
            case 422 -> new Invalid("EXTERNAL_MARKET_REFUSED", detail);
            default -> unavailable();
        };
    }

    private JsonNode problem(ClientHttpResponse response) throws IOException {
        try {
            return json.readTree(response.getBody());
        } catch (JacksonException noProblem) {
            return json.missingNode();
        }
    }

    private static Unavailable unavailable() {
        return new Unavailable("EXTERNAL_MARKET_UNAVAILABLE", "the other market cannot be reached at the moment");
    }
}
