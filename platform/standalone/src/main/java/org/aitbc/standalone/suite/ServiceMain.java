package org.aitbc.standalone.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service in a process of its own. Its application's arguments, which hold secrets, come on standard input. The suite
 * keeps that open and never writes again: it ends when the suite does, however that ends.
 */
final class ServiceMain {

    private static final JsonMapper JSON = new JsonMapper();

    private ServiceMain() {}

    /** What {@link #main} reads. */
    static String input(List<String> arguments) {
        return JSON.writeValueAsString(arguments) + "\n";
    }

    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        SuiteLog.to(arguments[1]);
        BufferedReader suite = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        @Nullable String line = suite.readLine();
        if (line == null) {
            return;
        }
        Thread.ofPlatform().daemon().name("lifeline").start(() -> endWith(suite));
        Class<?> application = Class.forName(arguments[0]);
        new SpringApplicationBuilder(application).main(application).run(JSON.readValue(line, String[].class));
    }

    private static void endWith(BufferedReader suite) {
        try {
            var _ = suite.read();
        } catch (IOException e) {
            // as good as its end
        }
        Runtime.getRuntime().halt(1);
    }
}
