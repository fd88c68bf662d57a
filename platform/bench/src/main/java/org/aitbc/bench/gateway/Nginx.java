package org.aitbc.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.aitbc.bench.process.Server;
import org.aitbc.standalone.machine.Ports;

/** The nginx of the machine's distribution, configured for speed. */
record Nginx(Path program) implements ProxyUnderTest {

    static Nginx find() {
        return Stream.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx", "/opt/homebrew/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .map(Nginx::new)
                .orElseThrow(() -> new IllegalStateException("needs nginx: apt-get install nginx-light"));
    }

    /** A service that does next to nothing: the same short answer to every request. */
    Server service(Path folder) throws IOException, InterruptedException {
        int port = Ports.free();
        return start(folder, """
            server {
              listen 127.0.0.1:%d backlog=4096;
              location / { default_type application/json; return 200 '{"items":[],"next":null,"total":0,"note":"%s"}'; }
            }""".formatted(port, "x".repeat(150)), 1, port);
    }

    @Override
    public Server start(Path folder, int servicePort) throws IOException, InterruptedException {
        int port = Ports.free();
        return start(
                folder, """
            upstream service { server 127.0.0.1:%d; keepalive 256; keepalive_requests 1000000000; }
            server {
              listen 127.0.0.1:%d backlog=4096;
              location / {
                proxy_pass http://service;
                proxy_http_version 1.1;
                proxy_set_header Connection "";
              }
            }""".formatted(servicePort, port), Runtime.getRuntime().availableProcessors(), port);
    }

    private Server start(Path folder, String servers, int workers, int port) throws IOException, InterruptedException {
        boolean isRoot = System.getProperty("user.name", "").equals("root");
        Path configuration = Files.createDirectories(folder).resolve("nginx.conf");
        Files.writeString(configuration, """
            %s
            daemon off;
            pid nginx.pid;
            error_log error.log;
            worker_processes %d;
            events { worker_connections 8192; }
            http {
              access_log off;
              tcp_nodelay on;
              keepalive_requests 1000000000;
              client_body_temp_path body;
              proxy_temp_path proxy;
              %s
            }
            """.formatted(isRoot ? "user root;" : "", workers, servers));
        ProcessBuilder command = new ProcessBuilder(
                program.toString(), "-p", folder.toString(), "-e", "error.log", "-c", configuration.toString());
        return Server.launch(command, port, folder.resolve("nginx.out")).awaitPort();
    }
}
