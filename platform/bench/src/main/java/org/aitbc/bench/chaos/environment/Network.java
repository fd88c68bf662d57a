package org.aitbc.bench.chaos.environment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aitbc.standalone.machine.Ports;

/** The proxies between the parties of a suite: one for each that talks to another. */
public final class Network implements AutoCloseable {

    private final int databasePort = Ports.free();
    private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
    private final List<FaultProxy> toDatabase = new ArrayList<>();
    private final List<FaultProxy> toServices = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();

    public Network() {
        for (Service service : Service.values()) {
            FaultProxy database = new FaultProxy(service.module() + ">postgres", databasePort);
            toDatabase.add(database);
            settings.put(
                    service.module() + "/AITBC_DB_URL", "jdbc:postgresql://127.0.0.1:" + database.port() + "/aitbc");
            if (service != Service.GATEWAY) {
                ports.put(service, Ports.free());
                connect(Service.GATEWAY, service);
            }
        }
        connect(Service.AI, Service.PAYMENT);
        connect(Service.TRADING, Service.PAYMENT);
        connect(Service.GOVERNANCE, Service.PAYMENT);
    }

    /** PostgreSQL's own port. */
    public int databasePort() {
        return databasePort;
    }

    /** The service's own port; the gateway's is not here. */
    public int port(Service service) {
        return ports.getOrDefault(service, 0);
    }

    /** The ports of the services, for the suite's process. */
    public Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>();
        ports.forEach((service, port) -> variables.put(service.portVariable(), port.toString()));
        return variables;
    }

    /** The addresses of others that each service is to use. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** Between services and PostgreSQL. */
    public List<FaultProxy> toDatabase() {
        return List.copyOf(toDatabase);
    }

    /** Between gateway and services, and between services. */
    public List<FaultProxy> toServices() {
        return List.copyOf(toServices);
    }

    public List<FaultProxy> all() {
        List<FaultProxy> all = new ArrayList<>(toDatabase);
        all.addAll(toServices);
        return all;
    }

    @Override
    public void close() {
        all().forEach(FaultProxy::close);
    }

    private void connect(Service from, Service to) {
        FaultProxy proxy = new FaultProxy(from.module() + ">" + to.module(), port(to));
        toServices.add(proxy);
        settings.put(from.module() + "/" + to.urlVariable(), "http://127.0.0.1:" + proxy.port());
    }
}
