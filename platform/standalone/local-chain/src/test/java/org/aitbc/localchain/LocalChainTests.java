package org.aitbc.localchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.aitbc.localchain.LocalChain.Options;
import org.aitbc.servicetest.Programs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalChainTests {

    private static final String ACCOUNT = "0x00000000000000000000000000000000000a17bc";

    @TempDir
    Path folder;

    @BeforeAll
    static void needsAnvil() {
        Programs.requireAnvil(LocalChain.binary().isPresent());
    }

    @Test
    void twoChainsRunSideBySide() throws Exception {
        try (LocalChain one = LocalChain.start(Options.transitory(31_337));
                LocalChain other = LocalChain.start(Options.transitory(31_338))) {
            call(one, "anvil_mine", "\"0x3\"");

            assertThat(call(one, "eth_blockNumber")).contains("\"0x3\"");
            assertThat(call(other, "eth_blockNumber")).contains("\"0x0\"");
            assertThat(call(other, "eth_chainId")).contains("\"0x7a6a\"");
        }
    }

    @Test
    void isKeptFromOneStartToTheNext() throws Exception {
        Options options = Options.kept(0, folder.resolve("state.json"));
        String block;
        try (LocalChain first = LocalChain.start(options)) {
            call(first, "anvil_setBalance", "\"" + ACCOUNT + "\",\"0x2a\"");
            call(first, "anvil_mine", "\"0x2\"");
            block = call(first, "eth_getBlockByNumber", "\"0x1\",false");
        }
        try (LocalChain second = LocalChain.start(options)) {
            assertThat(call(second, "eth_getBalance", "\"" + ACCOUNT + "\",\"latest\""))
                    .contains("\"0x2a\"");
            assertThat(call(second, "eth_blockNumber")).contains("\"0x2\"");
            assertThat(call(second, "eth_getBlockByNumber", "\"0x1\",false")).isEqualTo(block);
        }
    }

    @Test
    void aPortThatIsTakenIsRefused() throws Exception {
        try (LocalChain chain = LocalChain.start(Options.transitory(31_337))) {
            Options samePort = new Options(URI.create(chain.url()).getPort(), 31_337, null, null, null);

            assertThatThrownBy(() -> LocalChain.start(samePort))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + samePort.port() + " is in use");
        }
    }

    @Test
    void endsWithItsInput() throws Exception {
        int port = freePort();
        Process process = new ProcessBuilder(LocalChain.command(
                        LocalChain.binary().orElseThrow(), Options.kept(port, folder.resolve("state.json"))))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().until(new Heartbeat("http://127.0.0.1:" + port, Options.DEVELOPMENT)::answers);
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();

        process.getOutputStream().close();

        await().until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(all).hasSizeGreaterThan(1);
        assertThat(folder.resolve("state.json")).as("written at the end").isNotEmptyFile();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String call(LocalChain chain, String method, String... parameters)
            throws IOException, InterruptedException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
                .formatted(method, String.join(",", parameters));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(chain.url()))
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
