package org.aitbc.bench.chaos.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Holds the proxies of a run, in a process of its own: each connection that passes takes two files, and the harness needs
 * its own for thousands of workers. What is to be done comes a line each, {@code verb proxy argument}, and is answered with
 * a number. It ends with its input.
 */
@Command(name = "proxies", hidden = true)
public final class ProxyHost implements Callable<Integer> {

    private final List<FaultProxy> proxies = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", 3);
                System.out.println(obey(words[0], Integer.parseInt(words[1]), Integer.parseInt(words[2])));
            }
        }
        proxies.forEach(FaultProxy::close);
        return 0;
    }

    private int obey(String verb, int number, int argument) {
        if (verb.equals("open")) {
            proxies.add(FaultProxy.open("proxy " + number, argument));
            return proxies.getLast().port();
        }
        FaultProxy proxy = proxies.get(number);
        switch (verb) {
            case "connections" -> {
                return proxy.connections();
            }
            case "lost" -> {
                return proxy.lost();
            }
            case "delay" -> proxy.delay(Duration.ofMillis(argument));
            case "cut" -> proxy.cut();
            case "refuse" -> proxy.refuse(argument == 1);
            case "silence" -> proxy.silence();
            case "lose" -> proxy.loseReplies(argument);
            case "heal" -> proxy.heal();
            default -> throw new UncheckedIOException(new IOException("what is " + verb));
        }
        return 0;
    }
}
