package org.aitbc.starter.hot;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** One hot call with all that serving it needs made beforehand. */
final class HotRoute<B> {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\w+}");

    private final HotCall<B> call;
    private final Pattern path;
    private final Set<Role> admitted;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final Validator validator;
    private final MeterRegistry meters;
    private final Map<Integer, Timer> timers = new ConcurrentHashMap<>();

    HotRoute(HotCall<B> call, Set<Role> admitted, JsonMapper json, Validator validator, MeterRegistry meters) {
        this.call = call;
        this.path = Pattern.compile(VARIABLE.matcher(call.path()).replaceAll("([0-9a-f]{32})"));
        this.admitted = admitted;
        this.reader = json.readerFor(call.body());
        this.writer = json.writer();
        this.validator = validator;
        this.meters = meters;
    }

    boolean admits(Caller caller) {
        return admitted.contains(caller.role());
    }

    /** The request as this call takes it; null where the path is another one. */
    @Nullable
    HotRequest match(HttpServletRequest request) {
        Matcher matcher = path.matcher(request.getRequestURI());
        return matcher.matches() ? new HotRequest(request, matcher.groupCount() == 0 ? "" : matcher.group(1)) : null;
    }

    /** The body, or null where it is not what the call takes. */
    @Nullable
    B read(byte[] json) {
        try {
            B body = reader.readValue(json);
            return body == null || !validator.validate(body).isEmpty() ? null : body;
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    void answer(Caller caller, HotRequest request, B body, HttpServletResponse response) throws IOException {
        Object answer = call.handler().answer(caller, request, body);
        int status = call.status();
        if (answer instanceof ResponseEntity<?> said) {
            status = said.getStatusCode().value();
            answer = said.getBody();
        }
        response.setStatus(status);
        if (answer != null) {
            byte[] json = writer.writeValueAsBytes(answer);
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.setContentLength(json.length);
            response.getOutputStream().write(json);
        }
    }

    /** Under the name and with the tags that Spring MVC has for its own. */
    void count(HttpServletRequest request, int status, long nanos) {
        timers.computeIfAbsent(
                        status,
                        one -> Timer.builder("http.server.requests")
                                .tags("method", request.getMethod(), "uri", call.path(), "status", String.valueOf(one))
                                .tags("outcome", outcome(one), "exception", "none", "error", "none")
                                .register(meters))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private static String outcome(int status) {
        return HttpStatus.Series.resolve(status) == HttpStatus.Series.SUCCESSFUL
                ? "SUCCESS"
                : String.valueOf(HttpStatus.Series.resolve(status));
    }
}
