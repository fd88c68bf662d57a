package org.aitbc.starter.room;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.ManagementFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** A service takes as many connections and requests as its heap holds, and tells the others to come again. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(RoomSettings.class)
public class RoomAutoConfiguration {

    @Bean
    Room room(RoomSettings settings) {
        return new Room(Runtime.getRuntime().maxMemory(), files(), settings);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> slimConnections(Room room) {
        return server -> {
            server.setProtocol(SlimHttp.class.getName());
            server.addConnectorCustomizers(
                    connector -> connector.setProperty("maxConnections", String.valueOf(room.connections())));
        };
    }

    @Bean
    FilterRegistrationBean<Doorkeeper> doorkeeper(Room room, JsonMapper json) {
        FilterRegistrationBean<Doorkeeper> filter = new FilterRegistrationBean<>(new Doorkeeper(room, json));
        // right behind the one that gives each request its id
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    @Bean
    MeterBinder roomMeters(Room room) {
        return meters -> {
            Gauge.builder("aitbc.requests.taken", room, Room::taken).register(meters);
            Gauge.builder("aitbc.requests.room", room, Room::requests).register(meters);
        };
    }

    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
