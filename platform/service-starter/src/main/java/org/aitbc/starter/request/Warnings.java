package org.aitbc.starter.request;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** What the answer of the current request says in its member {@code warnings}. */
public final class Warnings {

    private static final String ATTRIBUTE = Warnings.class.getName();
    private static final int MOST = 10;

    private Warnings() {}

    /** Does nothing outside of a request, and once there are ten. */
    public static void add(String warning) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null) {
            return;
        }
        List<String> all = new ArrayList<>(of(request));
        if (all.size() < MOST && !all.contains(warning)) {
            all.add(warning);
            request.setAttribute(ATTRIBUTE, List.copyOf(all), RequestAttributes.SCOPE_REQUEST);
        }
    }

    /** In the order in which they were added. */
    public static List<String> current() {
        return of(RequestContextHolder.getRequestAttributes());
    }

    private static List<String> of(@Nullable RequestAttributes request) {
        return request != null
                        && request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof List<?> all
                ? all.stream().map(String::valueOf).toList()
                : List.of();
    }
}
