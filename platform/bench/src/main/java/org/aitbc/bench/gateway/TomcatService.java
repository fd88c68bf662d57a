package org.aitbc.bench.gateway;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.aitbc.standalone.machine.Ports;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A service as the suite's are, Tomcat on virtual threads, but with nothing to do. It runs in a process of its own. */
@Command(name = "tomcat-service", hidden = true)
public final class TomcatService implements Callable<Integer> {

    private static final byte[] ANSWER = "{\"items\":[],\"next\":null,\"total\":0,\"note\":\"%s\"}"
            .formatted("x".repeat(150))
            .getBytes(StandardCharsets.US_ASCII);

    @Option(names = "--port", required = true)
    private int port;

    static Proxy start(Path home) throws IOException, InterruptedException {
        int port = Ports.free();
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-jar",
                System.getProperty("java.class.path"),
                "tomcat-service",
                "--port",
                String.valueOf(port));
        return Proxy.start("service", new ProcessBuilder(command), port, home.resolve("tomcat.out"));
    }

    @Override
    public Integer call() throws LifecycleException {
        Tomcat tomcat = new Tomcat();
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxConnections", "20000");
        connector.setProperty("acceptCount", "4096");
        connector.setProperty("maxKeepAliveRequests", "-1");
        if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
            protocol.setExecutor(new VirtualThreadExecutor("service-"));
        }
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "answer", new Answer()).addMapping("/*");
        tomcat.start();
        tomcat.getServer().await();
        return 0;
    }

    private static final class Answer extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("application/json");
            response.setContentLength(ANSWER.length);
            response.getOutputStream().write(ANSWER);
        }
    }
}
