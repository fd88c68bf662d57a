package org.aitbc.starter.hot;

import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;

/**
 * A POST that comes thousands of times a second. It is an ordinary method of a controller, which documents it and serves
 * whatever is unusual; a bean of this type beside it lets {@link HotCalls} serve the rest for less.
 *
 * @param path as the controller maps it, with at most one variable, which stands for an id
 * @param status of an answer that does not say its own
 */
public record HotCall<B>(String path, Class<B> body, int status, Handler<B> handler) {

    /** Calls the controller's method. What it throws is answered as if Spring MVC had called it. */
    public interface Handler<B> {

        /** The answer's body, or a {@link org.springframework.http.ResponseEntity}. */
        @Nullable
        Object answer(Caller caller, HotRequest request, B body);
    }

    /** A call that is answered with 200. */
    public static <B> HotCall<B> post(String path, Class<B> body, Handler<B> handler) {
        return new HotCall<>(path, body, 200, handler);
    }

    /** A call that is answered with 201. */
    public static <B> HotCall<B> create(String path, Class<B> body, Handler<B> handler) {
        return new HotCall<>(path, body, 201, handler);
    }
}
