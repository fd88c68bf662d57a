package org.aitbc.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTests {

    private HttpServer server;
    private HttpConnection connection;

    @BeforeEach
    void aServerThatEchoes() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean chunked = exchange.getRequestURI().getPath().equals("/chunked");
            exchange.sendResponseHeaders(200, chunked ? 0 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/empty", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        connection = new HttpConnection(server.getAddress().getPort(), "X-Api-Key: k\r\n");
    }

    @AfterEach
    void stop() throws IOException {
        connection.close();
        server.stop(0);
    }

    @Test
    void oneConnectionCarriesAnswersOfAllKinds() throws IOException {
        String text = "grüße".repeat(50_000);
        assertThat(connection.post("/length", text)).isEqualTo(new HttpConnection.Answer(200, text));
        assertThat(connection.post("/chunked", text)).isEqualTo(new HttpConnection.Answer(200, text));
        assertThat(connection.post("/empty", "{}")).isEqualTo(new HttpConnection.Answer(204, ""));
        assertThat(connection.post("/length", "again").body()).isEqualTo("again");
        assertThat(connection.get("/chunked")).isEqualTo(new HttpConnection.Answer(200, ""));
    }

    @Test
    void anUnexpectedStatusIsAnError() throws IOException {
        HttpConnection.Answer answer = connection.post("/empty", "{}");
        assertThat(answer.require(200, 204)).isSameAs(answer);
        assertThatThrownBy(() -> answer.require(200)).hasMessageContaining("204");
    }
}
