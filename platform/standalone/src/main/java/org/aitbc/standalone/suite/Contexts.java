package org.aitbc.standalone.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The services' application contexts, all in this process. */
final class Contexts implements Services {

    private final Map<String, String> properties;
    private final Consumer<String> progress;
    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

    Contexts(Map<String, String> properties, Consumer<String> progress) {
        this.properties = properties;
        this.progress = progress;
    }

    @Override
    public void start(List<SuiteService> services) {
        // it warms up what the others share
        start(services.getFirst());
        Together.each(services.subList(1, services.size()), this::start);
    }

    @Override
    public void close() {
        List<ConfigurableApplicationContext> open;
        synchronized (contexts) {
            open = List.copyOf(contexts);
        }
        Together.each(open, ConfigurableApplicationContext::close);
    }

    private void start(SuiteService service) {
        long start = System.nanoTime();
        List<String> arguments = service.arguments(properties);
        // one hook ends all of the suite in order
        arguments.add("--spring.main.register-shutdown-hook=false");
        ConfigurableApplicationContext context = new SpringApplicationBuilder(service.application())
                .main(service.application())
                .run(arguments.toArray(String[]::new));
        synchronized (contexts) {
            contexts.add(context);
        }
        progress.accept("%-16s %.1f s".formatted(service.name(), (System.nanoTime() - start) / 1e9));
    }
}
