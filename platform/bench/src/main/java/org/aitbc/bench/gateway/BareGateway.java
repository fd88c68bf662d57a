package org.aitbc.bench.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.aitbc.bench.process.Server;
import org.aitbc.standalone.machine.Ports;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.netty.autoconfigure.NettyAutoConfiguration;
import org.springframework.boot.reactor.autoconfigure.ReactorAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The Spring Cloud Gateway that the suite's is made of, with its defaults, one route and no filter of that route. */
record BareGateway(List<String> javaOptions) implements ProxyUnderTest {

    // Not @ImportAutoConfiguration: standalone, which shares the class path, keeps Spring Cloud's out of all but the
    // suite's gateway.
    @SpringBootConfiguration(proxyBeanMethods = false)
    @Import({
        ConfigurationPropertiesAutoConfiguration.class,
        LifecycleAutoConfiguration.class,
        PropertyPlaceholderAutoConfiguration.class,
        SslAutoConfiguration.class,
        JacksonAutoConfiguration.class,
        CodecsAutoConfiguration.class,
        NettyAutoConfiguration.class,
        ReactorAutoConfiguration.class,
        NettyReactiveWebServerAutoConfiguration.class,
        UtilAutoConfiguration.class,
        GatewayAutoConfiguration.class,
        WebFluxAutoConfiguration.class,
        HttpHandlerAutoConfiguration.class
    })
    static class Application {}

    @Override
    public Server start(Path folder, int servicePort) throws InterruptedException {
        int port = Ports.free();
        // the harness is a jar of jars, from which only a launcher of Spring Boot loads classes
        List<String> command = Stream.of(
                        Server.java(javaOptions),
                        List.of(
                                "--enable-native-access=ALL-UNNAMED",
                                "-Dloader.main=" + SpringApplication.class.getName(),
                                "-cp",
                                System.getProperty("java.class.path", ""),
                                "org.springframework.boot.loader.launch.PropertiesLauncher",
                                "--spring.main.sources=" + Application.class.getName(),
                                "--spring.config.name=bare-gateway",
                                "--spring.main.web-application-type=reactive",
                                "--server.address=127.0.0.1",
                                "--server.port=" + port,
                                "--spring.cloud.gateway.server.webflux.routes[0].id=service",
                                "--spring.cloud.gateway.server.webflux.routes[0].uri=http://127.0.0.1:" + servicePort,
                                "--spring.cloud.gateway.server.webflux.routes[0].predicates[0]=Path=/**"))
                .flatMap(List::stream)
                .toList();
        return Server.launch(new ProcessBuilder(command), port, folder.resolve("bare-gateway.log"))
                .awaitPort();
    }
}
