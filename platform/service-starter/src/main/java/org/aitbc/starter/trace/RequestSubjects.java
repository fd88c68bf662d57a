package org.aitbc.starter.trace;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Notes in the trace of whatever a path names by an id which requests changed it. */
record RequestSubjects(Spans spans) implements HandlerInterceptor {

    private static final Pattern ID = Pattern.compile("(?i)[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}");

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (!request.getMethod().equals(HttpMethod.GET.name())
                && request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                        instanceof Map<?, ?> variables) {
            String name = request.getMethod() + " "
                    + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) + " "
                    + response.getStatus();
            variables.values().stream()
                    .map(String::valueOf)
                    .filter(value -> ID.matcher(value).matches())
                    .forEach(id -> spans.happened(name, id));
        }
    }
}
