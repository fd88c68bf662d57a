package org.aitbc.bench.chaos.stage;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aitbc.bench.chaos.proxy.Proxies;
import org.aitbc.bench.chaos.proxy.Proxies.Line;
import org.aitbc.standalone.machine.Ports;

/** The proxies between the parties of a suite: one for each that talks to another. */
public final class Lines implements AutoCloseable {

    private final Proxies proxies = Proxies.start();
    private final int databasePort = Ports.free();
    private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
    private final Map<Service, Line> toDatabase = new EnumMap<>(Service.class);
    private final Map<Service, Line> fromGateway = new EnumMap<>(Service.class);
    private final Line aiToPayment;

    Lines() {
        for (Service service : Service.values()) {
            toDatabase.put(service, proxies.open(service.module() + ">postgres", databasePort));
            if (service != Service.GATEWAY) {
                int port = Ports.free();
                ports.put(service, port);
                fromGateway.put(service, proxies.open("gateway>" + service.module(), port));
            }
        }
        aiToPayment = proxies.open("ai-service>payment-service", port(Service.PAYMENT));
    }

    /** PostgreSQL's own port. */
    int databasePort() {
        return databasePort;
    }

    /** The service's own port. */
    int port(Service service) {
        Integer port = ports.get(service);
        if (port == null) {
            throw new IllegalArgumentException(service + " has no port of its own here");
        }
        return port;
    }

    /** The ports of the services, for the suite's process. */
    Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        ports.forEach((service, port) -> variables.put(service.portVariable(), port.toString()));
        return variables;
    }

    /** The addresses of others, as each service is to know them. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        toDatabase.forEach((service, proxy) -> settings.put(
                service.module() + "/AITBC_DB_URL", "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/aitbc"));
        fromGateway.forEach((service, proxy) -> settings.put(
                Service.GATEWAY.module() + "/" + service.urlVariable(), "http://127.0.0.1:" + proxy.port()));
        settings.put(
                Service.AI.module() + "/" + Service.PAYMENT.urlVariable(), "http://127.0.0.1:" + aiToPayment.port());
        return settings;
    }

    /** Between services and PostgreSQL. */
    public List<Line> toDatabase() {
        return List.copyOf(toDatabase.values());
    }

    /** Between one service and PostgreSQL. */
    public Line toDatabase(Service service) {
        Line proxy = toDatabase.get(service);
        if (proxy == null) {
            throw new IllegalArgumentException(service.module());
        }
        return proxy;
    }

    /** Between gateway and services, and between services. */
    public List<Line> toServices() {
        List<Line> all = new ArrayList<>(fromGateway.values());
        all.add(aiToPayment);
        return all;
    }

    public List<Line> all() {
        List<Line> all = new ArrayList<>(toDatabase.values());
        all.addAll(toServices());
        return all;
    }

    @Override
    public void close() {
        proxies.close();
    }
}
