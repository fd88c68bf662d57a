package org.aitbc.starter.paging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;
import org.springframework.web.util.UriUtils;

/**
 * Leads from a part of a list to the next (RFC 8288). The link is of the query alone: behind a gateway the service does not
 * know the path that it was asked by.
 */
@ControllerAdvice
// AnswerWarnings makes text of the answer
@Order(Ordered.HIGHEST_PRECEDENCE)
final class NextLink implements ResponseBodyAdvice<Object> {

    private static final List<String> REPLACED = List.of("cursor", "offset");
    /** All headers of an answer have 2 KB. */
    private static final int LONGEST = 1024;

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return WithNext.class.isAssignableFrom(returned.getParameterType());
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body instanceof WithNext part && part.nextCursor() != null) {
            String query =
                    ((ServletServerHttpRequest) request).getServletRequest().getQueryString();
            String link = Stream.concat(
                            Stream.of(query == null ? new String[0] : query.split("&", -1))
                                    .filter(one -> !one.isEmpty() && !REPLACED.contains(one.split("=", 2)[0])),
                            Stream.of("cursor=" + UriUtils.encode(part.nextCursor(), StandardCharsets.UTF_8)))
                    .collect(Collectors.joining("&", "?", ""));
            if (link.length() <= LONGEST && link.indexOf('>') < 0) {
                response.getHeaders().set(HttpHeaders.LINK, "<" + link + ">; rel=\"next\"");
            }
        }
        return body;
    }
}
