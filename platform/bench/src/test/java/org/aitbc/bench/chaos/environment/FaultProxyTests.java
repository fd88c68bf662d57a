package org.aitbc.bench.chaos.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTests {

    private ServerSocket server;
    private FaultProxy proxy;

    /** Says back what it hears. */
    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = new FaultProxy("test>echo", server.getLocalPort());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket one = server.accept();
                    Thread.ofVirtual().start(() -> echo(one));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void passesOnBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(said(client, 7)).isEqualTo(7);
            assertThat(said(client, 8)).isEqualTo(8);
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void anEndIsPassedOn() throws IOException {
        try (Socket client = connect()) {
            assertThat(said(client, 7)).isEqualTo(7);
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aCutBreaksWhatThereIsAndNotWhatComes() throws IOException {
        try (Socket before = connect()) {
            assertThat(said(before, 7)).isEqualTo(7);
            proxy.cut();
            assertThatThrownBy(() -> said(before, 8)).isInstanceOf(SocketException.class);
        }
        try (Socket after = connect()) {
            assertThat(said(after, 9)).isEqualTo(9);
        }
    }

    @Test
    void aSilentLineIsOpenAndDeadUntilItIsHealed() throws IOException {
        try (Socket client = connect()) {
            assertThat(said(client, 7)).isEqualTo(7);
            proxy.silence();
            client.setSoTimeout(100);
            assertThatThrownBy(() -> said(client, 8)).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            assertThatThrownBy(() -> said(client, 9)).isInstanceOf(SocketException.class);
        }
        try (Socket after = connect()) {
            assertThat(said(after, 9)).isEqualTo(9);
        }
    }

    @Test
    void aLostReplyIsOneThatWasGiven() throws IOException {
        proxy.loseReplies(1);
        try (Socket client = connect()) {
            assertThatThrownBy(() -> said(client, 7)).isInstanceOf(SocketException.class);
        }
        assertThat(proxy.lost()).isEqualTo(1);
        try (Socket after = connect()) {
            assertThat(said(after, 9)).isEqualTo(9);
        }
    }

    @Test
    void whatIsRefusedIsReset() throws IOException {
        proxy.refuse();
        try (Socket client = connect()) {
            assertThatThrownBy(() -> said(client, 7)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void delaysEachWay() throws IOException {
        proxy.delay(Duration.ofMillis(40));
        try (Socket client = connect()) {
            long start = System.nanoTime();
            assertThat(said(client, 7)).isEqualTo(7);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    /** A reset may show as an end where it came between two reads. */
    private static int said(Socket socket, int word) throws IOException {
        socket.getOutputStream().write(word);
        int answer = socket.getInputStream().read();
        if (answer < 0) {
            throw new SocketException("ended");
        }
        return answer;
    }

    private static void echo(Socket socket) {
        try (socket) {
            var _ = socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException broken) {
            // as the test wants it
        }
    }
}
