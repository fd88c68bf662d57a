package org.aitbc.gateway.pages;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.aitbc.console.Console;
import org.aitbc.console.ConsoleFile;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The web pages. {@code /} answers browsers, which accept HTML; clients of the API get 404 there. */
@RestController
class ConsoleController {

    private static final String ROOT = "/";
    private static final Problem NO_PAGE =
            new Problem(HttpStatus.NOT_FOUND, "NOT_FOUND", "not found", Map.of(HttpHeaders.VARY, HttpHeaders.ACCEPT));

    @GetMapping(ROOT)
    ResponseEntity<ByteBuffer> page(ServerHttpRequest request) {
        String accept = String.valueOf(request.getHeaders().getFirst(HttpHeaders.ACCEPT));
        if (!accept.contains("text/html") || accept.contains("application/json")) {
            throw new Refused(NO_PAGE);
        }
        return answer(request);
    }

    @GetMapping("/console")
    ResponseEntity<Void> folder() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(ROOT))
                .build();
    }

    @GetMapping(Console.FOLDER + "**")
    ResponseEntity<ByteBuffer> answer(ServerHttpRequest request) {
        String path = request.getPath().value();
        ConsoleFile file = Console.find(path).orElseThrow(() -> new Refused(Problem.notFound("no such page")));
        String known = request.getHeaders().getFirst(HttpHeaders.IF_NONE_MATCH);
        boolean isKnown = known != null && file.isAmong(known);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(isKnown ? HttpStatus.NOT_MODIFIED : HttpStatus.OK);
        file.headers().forEach(answer::header);
        if (path.equals(ROOT)) {
            answer.varyBy(HttpHeaders.ACCEPT);
        }
        return isKnown ? answer.build() : answer.body(file.content());
    }
}
