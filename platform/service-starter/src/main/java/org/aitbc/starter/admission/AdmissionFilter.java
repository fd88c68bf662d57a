package org.aitbc.starter.admission;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.aitbc.starter.admission.ConcurrencyLimiter.Admission;
import org.aitbc.starter.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/** Admits requests up to the limit, and refuses the others before anything is done for them. */
final class AdmissionFilter extends HttpFilter {

    private static final String HEALTH = "/actuator/";
    private static final long UNKNOWN_LENGTH = 1 << 20;
    private static final String RETRY_AFTER_SECONDS = "1";

    private final transient ConcurrencyLimiter limiter;
    private final transient JsonMapper json;

    AdmissionFilter(ConcurrencyLimiter limiter, JsonMapper json) {
        this.limiter = limiter;
        this.json = json;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // a full service is healthy
        if (request.getRequestURI().startsWith(HEALTH)) {
            chain.doFilter(request, response);
            return;
        }
        boolean chunked = request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        Admission admission = limiter.tryAdmit(chunked ? UNKNOWN_LENGTH : request.getContentLengthLong());
        if (admission == null) {
            refuse(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            admission.rest();
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new Ending(admission));
            } else {
                admission.end();
            }
        }
    }

    /** Closes the connection too, since another may wait for it. */
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

    /** Ends the admission of a request when its asynchronous answer is complete, which it also is after a timeout or an error. */
    private record Ending(Admission admission) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            admission.end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
