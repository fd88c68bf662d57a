package org.aitbc.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.aitbc.standalone.machine.Ports;

/** The nginx of the machine's distribution, set up as one would for speed. */
final class Nginx {

    private final Path program;

    private Nginx(Path program) {
        this.program = program;
    }

    static Nginx find() {
        return Stream.of("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx", "/opt/homebrew/bin/nginx")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .map(Nginx::new)
                .orElseThrow(() -> new IllegalStateException("needs nginx: apt-get install nginx-light"));
    }

    /** A service that does next to nothing: the same short answer to whatever it is asked. */
    Proxy service(Path home) throws IOException, InterruptedException {
        int port = Ports.free();
        return start("service", home, """
            server {
              listen 127.0.0.1:%d backlog=4096;
              location / { default_type application/json; return 200 '{"items":[],"next":null,"total":0,"note":"%s"}'; }
            }""".formatted(port, "x".repeat(150)), 1, port);
    }

    Proxy proxy(Path home, Proxy service) throws IOException, InterruptedException {
        int port = Ports.free();
        int cores = Runtime.getRuntime().availableProcessors();
        return start("nginx", home, """
            upstream service { server 127.0.0.1:%d; keepalive 256; keepalive_requests 1000000000; }
            server {
              listen 127.0.0.1:%d backlog=4096;
              location / {
                proxy_pass http://service;
                proxy_http_version 1.1;
                proxy_set_header Connection "";
              }
            }""".formatted(service.port(), port), cores, port);
    }

    private Proxy start(String name, Path home, String servers, int workers, int port)
            throws IOException, InterruptedException {
        Files.createDirectories(home);
        boolean isRoot = System.getProperty("user.name", "").equals("root");
        Path configuration = home.resolve("nginx.conf");
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
                List.of(program.toString(), "-p", home.toString(), "-e", "error.log", "-c", configuration.toString()));
        return Proxy.start(name, command, port, home.resolve("nginx.out"));
    }
}
