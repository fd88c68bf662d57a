package org.aitbc.starter.request;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.servlet.HandlerMapping;

/**
 * A line for each request. Query, headers, body and the path as it was sent may hold secrets and are left out.
 *
 * @param service that answers
 */
record AccessLog(String service) {

    private static final Logger LOG = LoggerFactory.getLogger("org.aitbc.access");
    private static final String HEALTH = "/actuator/";
    private static final RequestAttributeSecurityContextRepository CALLERS =
            new RequestAttributeSecurityContextRepository();

    /** Writes it now, or once an asynchronous answer is complete. */
    void add(HttpServletRequest request, HttpServletResponse response, long start) {
        if (request.getRequestURI().startsWith(HEALTH)) {
            return;
        }
        String method = request.getMethod();
        String path = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                ? pattern
                : "-";
        Authentication caller = CALLERS.loadDeferredContext(request).get().getAuthentication();
        String principal = caller != null && caller.getPrincipal() instanceof Caller known ? known.subject() : "-";
        if (request.isAsyncStarted()) {
            Map<String, String> context = MDC.getCopyOfContextMap();
            request.getAsyncContext()
                    .addListener(
                            new Completed(context, () -> write(method, path, response.getStatus(), start, principal)));
        } else {
            write(method, path, response.getStatus(), start, principal);
        }
    }

    private void write(String method, String path, int status, long start, String principal) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        LOG.atInfo()
                .addKeyValue("method", method)
                .addKeyValue("path", path)
                .addKeyValue("status", status)
                .addKeyValue("duration_ms", millis)
                .addKeyValue("principal", principal)
                .addKeyValue("service_name", service)
                .log("{} {} {} {} ms {} {}", method, path, status, millis, principal, service);
    }

    private record Completed(@Nullable Map<String, String> context, Runnable write) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            MDC.setContextMap(context == null ? Map.of() : context);
            try {
                write.run();
            } finally {
                MDC.clear();
            }
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
