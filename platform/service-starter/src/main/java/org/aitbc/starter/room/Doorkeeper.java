package org.aitbc.starter.room;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.aitbc.starter.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** Lets in as many requests as there is room for, and sends the others away before anything is done for them. */
final class Doorkeeper extends HttpFilter {

    private static final String HEALTH = "/actuator/";
    private static final long TAKEN_FOR_UNKNOWN = 1 << 20;
    private static final String RETRY_AFTER_SECONDS = "1";

    private final transient Room room;
    private final transient JsonMapper json;

    Doorkeeper(Room room, JsonMapper json) {
        this.room = room;
        this.json = json;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // a service that is full is well
        if (request.getRequestURI().startsWith(HEALTH)) {
            chain.doFilter(request, response);
            return;
        }
        Runnable leave = room.enter(length(request));
        if (leave == null) {
            refuse(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            room.rest();
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new Leaving(leave));
            } else {
                leave.run();
            }
        }
    }

    private static long length(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
                ? request.getContentLengthLong()
                : TAKEN_FOR_UNKNOWN;
    }

    /** The connection ends with it: it may be the one that another waits for. */
    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        Problems.write(
                request,
                response,
                json,
                Problems.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "OVERLOADED",
                        "too many requests are being worked on; try again in a moment"));
    }

    /** An answer that goes on without a thread keeps its place until it ends. */
    private record Leaving(Runnable leave) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            leave.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // its completion follows
        }

        @Override
        public void onError(AsyncEvent event) {
            // its completion follows
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
