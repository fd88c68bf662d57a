package org.aitbc.gateway.pages;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import org.aitbc.console.*;
import org.aitbc.gateway.http.Problem;
import org.springframework.http.*;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.*;

/** The web pages. {@code /} answers browsers, which accept HTML; clients of the API get 404 there. */
@RestController
class ConsoleController {

    private static final Problem NO_PAGE =
            new Problem(HttpStatus.NOT_FOUND, "NOT_FOUND", "not found", Map.of(HttpHeaders.VARY, HttpHeaders.ACCEPT));

    @GetMapping("/")
    ResponseEntity<ByteBuffer> page(ServerHttpRequest request) {
        String accept = String.valueOf(request.getHeaders().getFirst(HttpHeaders.ACCEPT));
        if (!accept.contains("text/html") || accept.contains("application/json")) {
            throw NO_PAGE.refusal();
        }
        return answer(request);
    }

    @GetMapping("/console")
    ResponseEntity<Void> folder() {
        return ResponseEntity.status(HttpStatus.FOUND).location(URI.create("/")).build();
    }

    @GetMapping(Console.FOLDER + "**")
    ResponseEntity<ByteBuffer> answer(ServerHttpRequest request) {
        String path = request.getPath().value();
        ConsoleFile file = Console.find(path).orElseThrow(Problem.notFound("no such page")::refusal);
        String known = request.getHeaders().getFirst(HttpHeaders.IF_NONE_MATCH);
        boolean isKnown = known != null && file.isAmong(known);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(isKnown ? HttpStatus.NOT_MODIFIED : HttpStatus.OK);
        file.headers().forEach(answer::header);
        if (path.equals("/")) {
            answer.varyBy(HttpHeaders.ACCEPT);
        }
        return isKnown ? answer.build() : answer.body(file.content());
    }
}
