package org.aitbc.starter.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id: the caller's {@code X-Request-ID}, or a new one. It is echoed, logged and told in problems. The
 * trace that a caller names is logged as well, whether or not traces are exported.
 */
public final class RequestIds extends OncePerRequestFilter {

    public static final String HEADER = "X-Request-ID";
    private static final String KEY = "request_id";
    private static final String TRACE_KEY = "traceId";
    private static final Pattern ACCEPTED = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern TRACE = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");

    private final @Nullable AccessLog log;

    /** @param log of the requests, where there is to be one */
    RequestIds(@Nullable AccessLog log) {
        this.log = log;
    }

    /** The id of the request that this thread serves, or null outside of one. */
    public static @Nullable String current() {
        return MDC.get(KEY);
    }

    /** The id that was given, or a new one where there is none that can be trusted in a log. */
    public static String idFor(@Nullable String given) {
        return given != null && ACCEPTED.matcher(given).matches() ? given : Ids.text(Ids.next());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long start = System.nanoTime();
        String id = idFor(request.getHeader(HEADER));
        String trace = trace(request.getHeader("traceparent"));
        response.setHeader(HEADER, id);
        name(id, trace);
        try {
            chain.doFilter(request, response);
        } finally {
            if (log != null) {
                // what watches requests further in takes the trace's id away
                name(id, trace);
                log.add(request, response, start);
            }
            MDC.remove(KEY);
            MDC.remove(TRACE_KEY);
        }
    }

    private static void name(String id, @Nullable String trace) {
        MDC.put(KEY, id);
        if (trace != null) {
            MDC.put(TRACE_KEY, trace);
        }
    }

    private static @Nullable String trace(@Nullable String parent) {
        if (parent == null) {
            return null;
        }
        Matcher matcher = TRACE.matcher(parent);
        return matcher.matches() ? matcher.group(1) : null;
    }
}
