package org.aitbc.standalone.suite;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The services' application contexts, all in this process. */
final class Contexts extends Services<ConfigurableApplicationContext> {

    /** Of the heap that all of them have together; the rest is for the gateway and what they keep. */
    private static final double SHARE = 0.4 / SuiteService.BEHIND_GATEWAY.size();

    private final Map<String, String> properties;

    Contexts(Map<String, String> properties, Consumer<String> progress) {
        super(progress);
        this.properties = properties;
    }

    @Override
    void launch(SuiteService service) {
        List<String> arguments = service.arguments(properties);
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--aitbc.room.share="))) {
            arguments.add("--aitbc.room.share=" + SHARE);
        }
        // one hook ends all of the suite in order
        arguments.add("--spring.main.register-shutdown-hook=false");
        keep(new SpringApplicationBuilder(service.application())
                .main(service.application())
                .run(arguments.toArray(String[]::new)));
    }

    @Override
    void end(ConfigurableApplicationContext service) {
        service.close();
    }
}
