package org.aitbc.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes what is exported as OTLP over HTTP, of which it reads the protobuf messages as far as a test needs. */
final class TraceReceiver implements AutoCloseable {

    private final Set<Span> spans = ConcurrentHashMap.newKeySet();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    /** @param parent empty for the first of a trace */
    record Span(String service, String trace, String id, String parent, String name) {}

    TraceReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    List<Span> spans(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    /** Which services had a part in a trace. */
    Set<String> services(String trace) {
        return spans(trace).stream().map(Span::service).collect(Collectors.toSet());
    }

    /** All that came, as text between what else there is. */
    String heard() {
        return String.join("", heard);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        heard.add(new String(body, StandardCharsets.ISO_8859_1));
        Message request = new Message(body);
        request.messages(1).forEach(ofService -> {
            String service = ofService
                    .messages(1)
                    .flatMap(resource -> resource.messages(1))
                    .filter(attribute -> attribute.text(1).equals("service.name"))
                    .flatMap(attribute -> attribute.messages(2))
                    .map(value -> value.text(1))
                    .findFirst()
                    .orElse("");
            ofService
                    .messages(2)
                    .flatMap(ofScope -> ofScope.messages(2))
                    .map(span -> new Span(service, span.hex(1), span.hex(2), span.hex(4), span.text(5)))
                    .forEach(spans::add);
        });
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** A message of protobuf, of which only members with a length are kept. */
    private static final class Message {

        private final Map<Integer, List<byte[]>> members = new HashMap<>();

        Message(byte[] bytes) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                int tag = (int) number(rest);
                switch (tag & 7) {
                    case 0 -> number(rest);
                    case 1 -> rest.position(rest.position() + 8);
                    case 5 -> rest.position(rest.position() + 4);
                    default -> {
                        byte[] content = new byte[(int) number(rest)];
                        rest.get(content);
                        members.computeIfAbsent(tag >> 3, _ -> new ArrayList<>())
                                .add(content);
                    }
                }
            }
        }

        Stream<Message> messages(int number) {
            return contents(number).map(Message::new);
        }

        String text(int number) {
            return contents(number)
                    .map(content -> new String(content, StandardCharsets.UTF_8))
                    .findFirst()
                    .orElse("");
        }

        String hex(int number) {
            return contents(number).map(HexFormat.of()::formatHex).findFirst().orElse("");
        }

        private Stream<byte[]> contents(int number) {
            return members.getOrDefault(number, List.of()).stream();
        }

        private static long number(ByteBuffer from) {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = from.get();
                value |= (long) (next & 0x7f) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }
    }
}
