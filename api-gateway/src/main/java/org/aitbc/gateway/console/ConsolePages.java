package org.aitbc.gateway.console;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.TreeMap;
import org.aitbc.console.Console;
import org.aitbc.console.ConsoleFile;
import org.aitbc.gateway.page.Page;
import org.aitbc.gateway.page.Reply;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.springframework.stereotype.Component;

/** The web pages. At {@code /} they are for who asks for a page: for a client of the API nothing is there. */
@Component
class ConsolePages implements Page {

    private static final String ROOT = "/";
    private static final String BARE_FOLDER = Console.FOLDER.substring(0, Console.FOLDER.length() - 1);
    private static final Map<String, String> BY_ACCEPT = Map.of("Vary", "Accept");
    private static final Problem NO_PAGE =
            new Problem(HttpResponseStatus.NOT_FOUND, "NOT_FOUND", "not found", BY_ACCEPT);

    @Override
    public boolean isAt(String path) {
        return path.equals(ROOT) || path.equals(BARE_FOLDER) || path.startsWith(Console.FOLDER);
    }

    @Override
    public Reply get(String path, HttpHeaders asked) {
        if (path.equals(BARE_FOLDER)) {
            return Reply.see(ROOT);
        }
        boolean isRoot = path.equals(ROOT);
        if (isRoot && !wantsPage(asked.get(HttpHeaderNames.ACCEPT, ""))) {
            throw new Refused(NO_PAGE);
        }
        ConsoleFile file = Console.find(path).orElseThrow(() -> new Refused(Problem.notFound("no such page")));
        Map<String, String> headers = new TreeMap<>(file.headers());
        if (isRoot) {
            headers.putAll(BY_ACCEPT);
        }
        return file.isAmong(asked.get(HttpHeaderNames.IF_NONE_MATCH, ""))
                ? new Reply(304, headers, Unpooled.EMPTY_BUFFER)
                : new Reply(200, headers, Unpooled.wrappedBuffer(file.content()));
    }

    private static boolean wantsPage(String accept) {
        return accept.contains("text/html") && !accept.contains("application/json");
    }
}
