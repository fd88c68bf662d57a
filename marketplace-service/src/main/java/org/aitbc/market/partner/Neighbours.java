package org.aitbc.market.partner;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Whether the services that the market works with can be reached. */
@Component
public class Neighbours {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private final Map<String, String> urls = new LinkedHashMap<>();
    private final RestClient http;

    Neighbours(
            @Value("${aitbc.payment-service.url}") String payment,
            @Value("${aitbc.ai-service.url}") String ai,
            @Value(PartnerConfiguration.EXPLORER) String explorer) {
        urls.put("payment-service", payment);
        urls.put("ai-service", ai);
        urls.put("explorer-service", explorer);
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(ANSWER_WITHIN);
        http = RestClient.builder().requestFactory(requests).build();
    }

    /** @param service {@code payment-service}, {@code ai-service} or {@code explorer-service} */
    public boolean isReady(String service) {
        try {
            http.get()
                    .uri(urls.get(service) + "/actuator/health/readiness")
                    .retrieve()
                    .toBodilessEntity();
            return true;
        } catch (RestClientException away) {
            return false;
        }
    }
}
