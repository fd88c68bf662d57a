package org.aitbc.starter.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** Whether a connection takes no more than the room that is reckoned for it. */
class ConnectionCostTests {

    private static final int COUNT = 1_000;
    private static final String POST = """
            POST /wait HTTP/1.1\r
            Host: localhost:8101\r
            Content-Type: application/json\r
            X-Miner-ID: storming-1234\r
            X-Request-ID: 01890a5d-ac96-774b-bcce-b302099a8057\r
            Authorization: Bearer %s\r
            Content-Length: 35\r
            \r
            {"max_wait_seconds":5,"max_jobs":1}""".formatted("t".repeat(400));

    @Test
    void aRequestThatWaitsTakesWhatIsReckonedForIt() throws IOException {
        try (ServletWebServerApplicationContext service = AdmittedServlet.start(
                Waiting.class,
                "--spring.config.name=service-starter",
                "--server.port=0",
                "--spring.threads.virtual.enabled=true")) {
            Waiting waiting = service.getBean(Waiting.class);
            int port = AdmittedServlet.port(service);
            ask(port, 1, waiting).getFirst().close();
            waiting.release();
            long before = used();
            List<Socket> callers = ask(port, COUNT, waiting);
            long each = (used() - before) / COUNT;
            System.out.println("bytes of a connection: " + each);
            waiting.release();
            for (Socket caller : callers) {
                caller.close();
            }
            assertThat(each).isLessThan(64 << 10);
        }
    }

    private static List<Socket> ask(int port, int count, Waiting waiting) throws IOException {
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Socket caller = new Socket("localhost", port);
            caller.getOutputStream().write(POST.getBytes(StandardCharsets.US_ASCII));
            callers.add(caller);
        }
        await().until(() -> waiting.count() == count);
        return callers;
    }

    private static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    static final class Waiting extends HttpServlet {

        private final transient AtomicInteger count = new AtomicInteger();
        private transient volatile CountDownLatch end = new CountDownLatch(1);

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            byte[] body = request.getInputStream().readAllBytes();
            CountDownLatch mine = end;
            count.incrementAndGet();
            try {
                mine.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }

        int count() {
            return count.get();
        }

        void release() {
            CountDownLatch old = end;
            end = new CountDownLatch(1);
            count.set(0);
            old.countDown();
        }
    }
}
