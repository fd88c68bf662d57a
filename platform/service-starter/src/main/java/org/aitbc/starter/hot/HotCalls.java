package org.aitbc.starter.hot;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.caller.TokenCallers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Serves hot calls ahead of Spring Security and Spring MVC, which cost more than what these calls do. It only ever says yes:
 * a request without a good token, with a body that is not valid, or unusual in any other way goes on, with its body, to
 * where the controller's method is called as always.
 */
final class HotCalls extends HttpFilter {

    private static final int LONGEST_BODY = 1 << 20;

    /** What is only there when the whole service is. */
    record Parts(List<HotRoute<?>> routes, TokenCallers callers, HandlerExceptionResolver problems) {}

    private final transient Supplier<Parts> parts;

    HotCalls(Supplier<Parts> parts) {
        this.parts = parts;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isPlain(request)) {
            for (HotRoute<?> route : parts.get().routes()) {
                HotRequest hot = route.match(request);
                if (hot != null) {
                    serve(route, hot, request, response, chain);
                    return;
                }
            }
        }
        chain.doFilter(request, response);
    }

    private <B> void serve(
            HotRoute<B> route,
            HotRequest hot,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        Caller caller = parts.get().callers().of(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (caller == null || !route.admits(caller)) {
            chain.doFilter(request, response);
            return;
        }
        byte[] sent = request.getInputStream().readAllBytes();
        B body = route.read(sent);
        if (body == null) {
            chain.doFilter(new Replayed(request, sent), response);
            return;
        }
        try {
            route.answer(caller, hot, body, response);
        } catch (RuntimeException refused) {
            if (parts.get().problems().resolveException(request, response, null, refused) == null) {
                throw refused;
            }
        }
        route.count(request, response.getStatus(), System.nanoTime() - start);
    }

    private static boolean isPlain(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                && request.getQueryString() == null
                && request.getContentLength() > 0
                && request.getContentLength() <= LONGEST_BODY
                && isJson(request.getContentType())
                && takesJson(request.getHeader(HttpHeaders.ACCEPT));
    }

    private static boolean isJson(@Nullable String type) {
        return type != null
                && (type.equals("application/json")
                        || type.toLowerCase(Locale.ROOT).replace(" ", "").equals("application/json;charset=utf-8"));
    }

    private static boolean takesJson(@Nullable String accept) {
        return accept == null || accept.equals("*/*") || accept.equals("application/json");
    }
}
