package org.aitbc.explorer.deploying;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code aitbc.contracts}, all of them of the home chain.
 *
 * @param addresses of contracts that are there already, by name
 * @param deploy the chains on which the suite creates what has no configured address
 */
@ConfigurationProperties("aitbc.contracts")
record DeploySettings(
        @DefaultValue Map<String, String> addresses,
        @DefaultValue Set<Long> deploy) {

    DeploySettings {
        addresses = Map.copyOf(addresses);
        deploy = Set.copyOf(deploy);
    }

    Optional<String> address(Contract contract) {
        return Optional.ofNullable(addresses.get(contract.text()))
                .filter(address -> !address.isBlank())
                .map(address -> address.toLowerCase(Locale.ROOT));
    }
}
