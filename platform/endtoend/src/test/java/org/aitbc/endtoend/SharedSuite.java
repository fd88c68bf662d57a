package org.aitbc.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.aitbc.localchain.LocalChain;
import org.aitbc.localchain.LocalChain.Options;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/**
 * The one suite of all tests that need no more than a suite, as a {@link RunningSuite} parameter: it starts with the first of
 * them and ends after the last. Each test has principals and workers of its own, and ends its workers.
 */
public final class SharedSuite implements ParameterResolver {

    /** The setting that names the chain, where there is one. */
    public static final String CHAIN = "AITBC_CHAIN_31337_URL";

    /** The setting that names a second one, where what comes in is final after 20 blocks more. */
    static final String PAYING_CHAIN = "AITBC_CHAIN_10_URL";

    /** Who sells AITBC for a token of that chain. */
    static final String DESK = "desk";

    /** Where the first contract is of the account that is the first on each chain of development. */
    static final String TOKEN = "0x5fbdb2315678afecb367f032d93f642f64180aa3";

    private static final String MANY = "10000000";

    /** What a deployment does less often, a day to object to a judgement, and webhooks to this machine, where nobody listens. */
    private static final List<String> SETTINGS = List.of(
            "aitbc.miners.heartbeat-interval=1s",
            "aitbc.market.listing.every=200ms",
            "aitbc.market.booking.sweep=200ms",
            "aitbc.market.reliability.look=500ms",
            "aitbc.market.reliability.scores=500ms",
            "aitbc.market.reliability.score-age=1s",
            "aitbc.market.bounty.disputing=1s",
            "aitbc.governance.trial-look=200ms",
            "aitbc.trading.exchange.look=200ms",
            "aitbc.trading.settlement.look=200ms",
            "aitbc.payments.audit=500ms",
            "aitbc.payments.full-audit=1s",
            "aitbc.webhooks.allow-private=true",
            "AITBC_CHAIN_31337_CONFIRMATIONS=0",
            "AITBC_EXCHANGE_DESK=" + DESK,
            "AITBC_EXCHANGE_CHAIN=10",
            "AITBC_EXCHANGE_TOKEN=" + TOKEN,
            "AITBC_ANCHOR_EVERY=1s",
            "AITBC_ACCESS_LOG=true");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningSuite.class;
    }

    @Override
    public RunningSuite resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedSuite.class))
                .computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class)
                .suite();
    }

    /** With chains that it does not own, where there is a program for them. */
    private record Shared(RunningSuite suite, List<LocalChain> chains, Path folder) implements AutoCloseable {

        static Shared start() {
            try {
                Path folder = Files.createTempDirectory("aitbc-suite");
                List<LocalChain> chains = new ArrayList<>();
                if (LocalChain.binary().isPresent()) {
                    chains.add(LocalChain.start(Options.transitory(Options.DEVELOPMENT)));
                    chains.add(LocalChain.start(Options.transitory(10)));
                }
                return new Shared(RunningSuite.start(folder, arguments(chains)), chains, folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        private static String[] arguments(List<LocalChain> chains) {
            List<String> settings = new ArrayList<>(SETTINGS);
            chains.forEach(chain -> settings.add("AITBC_CHAIN_" + chain.chainId() + "_URL=" + chain.url()));
            for (String caller : List.of("roles.client", "roles.miner", "roles.admin", "anonymous")) {
                for (String limit : List.of("per-second", "burst")) {
                    settings.add("aitbc.rate-limits." + caller + "." + limit + "=" + MANY);
                }
            }
            return Stream.concat(
                            Stream.of("--workers", "0"),
                            settings.stream().flatMap(setting -> Stream.of("--set", setting)))
                    .toArray(String[]::new);
        }

        /** Its log stays in {@code target/suite.log}. */
        @Override
        public void close() throws IOException {
            try {
                suite.close();
            } finally {
                chains.forEach(LocalChain::close);
                Files.copy(suite.log(), Path.of("target", "suite.log"), StandardCopyOption.REPLACE_EXISTING);
                FileSystemUtils.deleteRecursively(folder);
            }
        }
    }
}
