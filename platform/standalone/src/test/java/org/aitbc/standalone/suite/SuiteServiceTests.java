package org.aitbc.standalone.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SuiteServiceTests {

    @Test
    void whatIsSetForOneServiceWinsThereAndIsUnknownToOthers() {
        Map<String, String> properties = Map.of("a", "all", "b", "all", "api-gateway/a", "gateway's");

        assertThat(SuiteService.GATEWAY.arguments(properties))
                .contains("--a=gateway's", "--b=all")
                .doesNotContain("--a=all");
        assertThat(SuiteService.BEHIND_GATEWAY.getFirst().arguments(properties))
                .contains("--a=all", "--b=all")
                .noneMatch(argument -> argument.contains("gateway's"));
    }
}
