package org.aitbc.market.partner;

import java.io.IOException;
import java.net.URI;
import java.net.http.*;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Whether other services and regions answer. */
@Component
public class Reachability {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String payments;

    Reachability(@Value("${aitbc.payment-service.url}") String payments) {
        this.payments = payments;
    }

    public boolean arePaymentsUp() {
        return isUp(payments + "/actuator/health/readiness");
    }

    /** Whether a request is answered in time, and without an error. */
    public boolean isUp(String url) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() < 400;
        } catch (IOException | IllegalArgumentException down) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
