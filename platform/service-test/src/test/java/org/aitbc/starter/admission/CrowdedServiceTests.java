package org.aitbc.starter.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A service with the least room there is: 16 connections, 14 requests, 2 of which do not wait. */
class CrowdedServiceTests {

    private static final int CONNECTIONS = 16;
    private static final int REQUESTS = 14;
    private static final int BUSY = 2;

    private final ServletWebServerApplicationContext service =
            AdmittedServlet.start(Waiting.class, "--server.port=0", "--aitbc.room.share=0.000001");
    private final Waiting waiting = service.getBean(Waiting.class);
    private final List<Call> calls = new ArrayList<>();

    @AfterEach
    void close() {
        waiting.release();
        calls.forEach(Call::close);
        service.close();
    }

    @Test
    void whoFindsNoRoomIsToldToComeAgain() {
        fill("/stream");
        assertThat(new Call("/quick").answer())
                .startsWith("HTTP/1.1 503")
                .contains("Retry-After: 1", "Connection: close", "\"code\":\"OVERLOADED\"", "\"instance\":\"/quick\"");
        waiting.release();
        assertThat(calls).allSatisfy(call -> assertThat(call.answer()).startsWith("HTTP/1.1 200"));
        assertThat(new Call("/quick").answer()).startsWith("HTTP/1.1 200");
    }

    @Test
    void aFullServiceIsStillAskedForItsHealth() {
        fill("/stream");
        assertThat(new Call("/actuator/health").answer()).startsWith("HTTP/1.1 200");
    }

    @Test
    void moreThanAnEighthIsNotWorkedOnAtOnce() {
        for (int i = 0; i < BUSY; i++) {
            calls.add(new Call("/work"));
        }
        await().until(() -> waiting.count() == BUSY);
        assertThat(new Call("/work").answer()).startsWith("HTTP/1.1 503");
        waiting.release();
        assertThat(calls).allSatisfy(call -> assertThat(call.answer()).startsWith("HTTP/1.1 200"));
        await().untilAsserted(() -> assertThat(new Call("/work").answer()).startsWith("HTTP/1.1 200"));
    }

    @Test
    void anAnswerWithoutAThreadKeepsItsPlaceUntilItEnds() {
        fill("/stream");
        assertThat(new Call("/quick").answer()).startsWith("HTTP/1.1 503");
        waiting.release();
        await().untilAsserted(() -> assertThat(new Call("/quick").answer()).startsWith("HTTP/1.1 200"));
    }

    @Test
    void moreConnectionsWaitUntilOthersEnd() {
        fill("/stream");
        List<Call> idle = List.of(new Call(""), new Call(""));
        assertThat(REQUESTS + idle.size()).isEqualTo(CONNECTIONS);
        Call late = new Call("/quick");
        assertThat(late.isAnsweredWithin(300)).isFalse();
        idle.forEach(Call::close);
        assertThat(late.answer()).as("it was let in, and there is no room").startsWith("HTTP/1.1 503");
    }

    @Test
    void aBodyOfUnknownLengthIsALargeOne() {
        String chunked = "Transfer-Encoding: chunked\r\n\r\n0\r\n";
        calls.add(new Call("/work", chunked));
        await().until(() -> waiting.count() == 1);
        assertThat(new Call("/quick", chunked).answer()).startsWith("HTTP/1.1 503");
        assertThat(new Call("/quick").answer()).startsWith("HTTP/1.1 200");
    }

    private void fill(String path) {
        for (int i = 0; i < REQUESTS; i++) {
            int before = waiting.count();
            calls.add(new Call(path));
            await().until(() -> waiting.count() > before);
        }
    }

    /** A connection with one request; none where the path is empty. */
    private final class Call {

        private final Socket socket;

        Call(String path) {
            this(path, "");
        }

        /** @param header ended with CRLF */
        Call(String path, String header) {
            try {
                socket = new Socket("localhost", AdmittedServlet.port(service));
                patient();
                if (!path.isEmpty()) {
                    socket.getOutputStream()
                            .write(("GET " + path + " HTTP/1.1\r\nHost: me\r\nConnection: close\r\n" + header + "\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void patient() {
            try {
                socket.setSoTimeout(10_000);
            } catch (SocketException e) {
                throw new UncheckedIOException(e);
            }
        }

        String answer() {
            try (socket) {
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        boolean isAnsweredWithin(int millis) {
            try {
                socket.setSoTimeout(millis);
                socket.getInputStream().readNBytes(1);
                return true;
            } catch (IOException silence) {
                return false;
            } finally {
                patient();
            }
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Answers when the test says so. */
    static final class Waiting extends HttpServlet {

        private final transient CountDownLatch end = new CountDownLatch(1);
        private final transient Queue<AsyncContext> streams = new ConcurrentLinkedQueue<>();
        private final transient Queue<String> came = new ConcurrentLinkedQueue<>();

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            switch (request.getRequestURI()) {
                case "/work" -> {
                    came.add("work");
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                case "/stream" -> {
                    streams.add(request.startAsync());
                    came.add("stream");
                }
                default -> response.setStatus(200);
            }
        }

        int count() {
            return came.size();
        }

        void release() {
            end.countDown();
            for (AsyncContext stream = streams.poll(); stream != null; stream = streams.poll()) {
                stream.complete();
            }
        }
    }
}
