package org.aitbc.gateway.access;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import org.aitbc.domain.identity.Caller;
import org.aitbc.gateway.limit.RateLimits;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.problem.Refused;
import org.aitbc.gateway.routing.AccessRule;
import org.aitbc.gateway.routing.Route;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Admits a request for a service, with a token that vouches for the caller, or refuses it. */
@Component
public class Access {

    private static final Problem INVALID_KEY =
            Problem.of(HttpResponseStatus.UNAUTHORIZED, "AUTHENTICATION_ERROR", "invalid api key");
    private static final Problem WRONG_ROLE =
            Problem.of(HttpResponseStatus.FORBIDDEN, "AUTHORIZATION_ERROR", "this key's role may not do this");
    private static final Problem UNCHECKED = Problem.unavailable("the key cannot be checked at the moment");
    private static final Admission ANONYMOUS = new Admission(null, null);

    private final Callers callers;
    private final CallerTokens tokens;
    private final RateLimits limits;
    private final Ticker ticker;

    Access(Callers callers, CallerTokens tokens, RateLimits limits, Ticker ticker) {
        this.callers = callers;
        this.tokens = tokens;
        this.limits = limits;
        this.ticker = ticker;
    }

    /**
     * What a request says about itself.
     *
     * @param path decoded
     * @param from the other end of the connection
     */
    public record Request(Route route, HttpMethod method, String path, HttpHeaders headers, SocketAddress from) {}

    /**
     * A request that may pass.
     *
     * @param authorization what tells the service who calls; null for an anonymous request
     * @param pass to be shown with the next request of the same connection
     */
    public record Admission(
            @Nullable String authorization, @Nullable Pass pass) {}

    /**
     * Admits a request at once, or returns null: then its key has to be looked up.
     *
     * @throws Refused when it may not pass
     */
    public @Nullable Admission admit(Request request, @Nullable Pass last) {
        String key = PresentedKey.of(request.headers());
        if (key == null) {
            return anonymous(request);
        }
        if (last != null && last.isFor(key, ticker.read())) {
            return admit(request, last.caller(), last);
        }
        Callers.Known known = callers.known(key);
        if (known != null) {
            return decide(request, key, known);
        }
        if (limits.isExhausted(address(request.from())) && !callers.wasValid(key)) {
            throw tooMany(1);
        }
        return null;
    }

    /** Admits a request whose key is not known yet; it fails with {@link Refused} only. */
    public CompletableFuture<Admission> lookUp(Request request) {
        String key = String.valueOf(PresentedKey.of(request.headers()));
        return callers.find(key)
                .exceptionally(_ -> {
                    throw new Refused(UNCHECKED);
                })
                .thenApply(known -> decide(request, key, known));
    }

    /** Counts a request whose key is of no interest; it fails with {@link Refused} where there were too many. */
    public void countAnonymous(SocketAddress from) {
        long wait = limits.takeAnonymous(address(from));
        if (wait > 0) {
            throw tooMany(wait);
        }
    }

    private Admission anonymous(Request request) {
        countAnonymous(request.from());
        AccessRule rule = rule(request);
        if (rule == null || !rule.open()) {
            throw new Refused(INVALID_KEY);
        }
        return ANONYMOUS;
    }

    private Admission decide(Request request, String key, Callers.Known known) {
        if (known.caller().isEmpty()) {
            long wait = limits.takeGuess(address(request.from()));
            throw wait > 0 ? tooMany(wait) : new Refused(INVALID_KEY);
        }
        Caller caller = known.caller().get();
        return admit(request, caller, new Pass(key, known.freshUntil(), caller, limits.of(caller)));
    }

    private Admission admit(Request request, Caller caller, Pass pass) {
        long wait = pass.bucket().take(ticker.read());
        if (wait > 0) {
            throw tooMany(wait);
        }
        AccessRule rule = rule(request);
        if (rule == null || !rule.roles().contains(caller.role())) {
            throw new Refused(WRONG_ROLE);
        }
        return new Admission(pass.authorization(request.route().name(), tokens), pass);
    }

    private static @Nullable AccessRule rule(Request request) {
        return request.route().ruleFor(request.method(), request.path());
    }

    private static String address(SocketAddress from) {
        return from instanceof InetSocketAddress remote && remote.getAddress() != null
                ? remote.getAddress().getHostAddress()
                : "unknown";
    }

    private static Refused tooMany(long wait) {
        return new Refused(Problem.passing(
                HttpResponseStatus.TOO_MANY_REQUESTS, "RATE_LIMIT_EXCEEDED", "too many requests", wait));
    }
}
