package org.aitbc.standalone.demo;

import java.io.IOException;
import org.aitbc.standalone.suite.SuiteKeys;
import tools.jackson.databind.json.JsonMapper;

/** Money for the client of a suite on one machine, so that it can pay for jobs: once for each client that its keys name. */
public final class DevelopmentFunds {

    private static final int AITBC = 1_000;

    private DevelopmentFunds() {}

    public static void give(String url, SuiteKeys keys) throws InterruptedException {
        try (JobClient client = new JobClient(url, keys.client());
                JobClient admin = new JobClient(url, keys.admin())) {
            String wallet = client.get("/v1/payments/wallet").path("wallet").stringValue();
            String once = "development-funds " + wallet;
            admin.post(
                    "/v1/payments/deposit",
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("wallet", wallet)
                            .put("amount", AITBC)
                            .put("reference", once),
                    once);
        } catch (IOException e) {
            throw new IllegalStateException("the development client was not given its money: " + e.getMessage(), e);
        }
    }
}
