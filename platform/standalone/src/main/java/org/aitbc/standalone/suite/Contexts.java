package org.aitbc.standalone.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The services' application contexts, all in this process. */
final class Contexts implements AutoCloseable {

    private final Map<String, String> properties;
    private final Consumer<String> progress;
    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

    Contexts(Map<String, String> properties, Consumer<String> progress) {
        this.properties = properties;
        this.progress = progress;
    }

    /** The first comes alone: it warms up what the others share, and makes the schema that they need. */
    void start(List<SuiteService> services) {
        start(services.getFirst());
        together(services.subList(1, services.size()), this::start);
    }

    @Override
    public void close() {
        List<ConfigurableApplicationContext> open;
        synchronized (contexts) {
            open = List.copyOf(contexts);
        }
        together(open, ConfigurableApplicationContext::close);
    }

    private void start(SuiteService service) {
        long start = System.nanoTime();
        ConfigurableApplicationContext context = new SpringApplicationBuilder(service.application())
                .main(service.application())
                .run(arguments(service));
        synchronized (contexts) {
            contexts.add(context);
        }
        progress.accept("%-16s %.1f s".formatted(service.name(), (System.nanoTime() - start) / 1e9));
    }

    /** Arguments win over everything else, so that a variable meant for another suite does not reach this one. */
    private String[] arguments(SuiteService service) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--spring.config.name=" + service.name());
        service.apart().forEach((name, value) -> arguments.add("--" + name + "=" + value));
        properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return arguments.toArray(String[]::new);
    }

    private static <T> void together(List<T> parts, Consumer<T> action) {
        try {
            CompletableFuture.allOf(parts.stream()
                            .map(part -> CompletableFuture.runAsync(
                                    () -> action.accept(part),
                                    work -> Thread.ofPlatform().start(work)))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
