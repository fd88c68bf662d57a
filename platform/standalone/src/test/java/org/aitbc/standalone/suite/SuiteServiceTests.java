package org.aitbc.standalone.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    @Test
    void aGatewayThatOthersReachIsNotOnTheLoopback() {
        assertThat(Suite.isOnLoopback(Map.of("AITBC_BIND", "127.0.0.1"))).isTrue();
        for (String name :
                List.of("AITBC_BIND", "server.address", "api-gateway/AITBC_BIND", "api-gateway/server.address")) {
            assertThat(Suite.isOnLoopback(Map.of(name, "0.0.0.0"))).as(name).isFalse();
        }
        assertThat(Suite.isOnLoopback(Map.of("AITBC_BIND", "127.0.0.1", "api-gateway/AITBC_BIND", "10.0.0.1")))
                .isFalse();
    }
}
