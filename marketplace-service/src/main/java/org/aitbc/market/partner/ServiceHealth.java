package org.aitbc.market.partner;

import java.time.Duration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Whether the services that the market works with can be reached. */
@Component
public class ServiceHealth {

    private final Environment settings;
    private final RestClient http;

    ServiceHealth(Environment settings) {
        this.settings = settings;
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(Duration.ofSeconds(2));
        http = RestClient.builder().requestFactory(requests).build();
    }

    /** @param service such as {@code payment-service} */
    public boolean isReady(String service) {
        String url = settings.getRequiredProperty("aitbc." + service + ".url");
        try {
            http.get().uri(url + "/actuator/health/readiness").retrieve().toBodilessEntity();
            return true;
        } catch (RestClientException away) {
            return false;
        }
    }
}
