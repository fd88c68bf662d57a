package org.aitbc.starter.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request an id: the caller's {@code X-Request-ID}, or a new one. It is echoed, logged and told in problems. */
public final class RequestIds extends OncePerRequestFilter {

    public static final String HEADER = "X-Request-ID";
    private static final String KEY = "request_id";
    private static final Pattern ACCEPTED = Pattern.compile("[\\x21-\\x7e]{1,128}");

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
        String id = idFor(request.getHeader(HEADER));
        response.setHeader(HEADER, id);
        MDC.put(KEY, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(KEY);
        }
    }
}
