package org.aitbc.starter.handler;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.json.RawJson;
import org.aitbc.starter.idempotent.IdempotentRequests;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;
import tools.jackson.databind.json.JsonMapper;

/** A handler that runs once per caller and key; to a repetition it returns the JSON that was kept. */
final class IdempotentHandler extends ServletInvocableHandlerMethod {

    private static final String NOTHING = "null";

    private final String operation;
    private final IdempotentRequests requests;
    private final JsonMapper json;

    IdempotentHandler(HandlerMethod handler, String operation, IdempotentRequests requests, JsonMapper json) {
        super(handler);
        this.operation = operation;
        this.requests = requests;
        this.json = json;
    }

    /** @param body as JSON, so that it is repeated letter for letter */
    private record KeptEntity(int status, Map<String, List<String>> headers, String body) {

        ResponseEntity<@Nullable RawJson> asEntity() {
            HttpHeaders sent = new HttpHeaders();
            headers.forEach(sent::addAll);
            return ResponseEntity.status(status).headers(sent).body(raw(body));
        }
    }

    @Override
    protected @Nullable Object doInvoke(@Nullable Object... arguments) throws Exception {
        if (!ResponseEntity.class.isAssignableFrom(getReturnType().getParameterType())) {
            return once(arguments, IdempotentHandler::raw, () -> run(arguments));
        }
        KeptEntity kept = once(
                arguments,
                text -> json.readValue(text, KeptEntity.class),
                () -> run(arguments) instanceof ResponseEntity<?> entity ? kept(entity) : null);
        return kept == null ? null : kept.asEntity();
    }

    private <T> @Nullable T once(
            @Nullable Object[] arguments, Function<String, @Nullable T> read, Supplier<@Nullable T> work) {
        Caller caller = Arrays.stream(arguments)
                .filter(Caller.class::isInstance)
                .map(Caller.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(this + " has no caller"));
        List<@Nullable Object> asked =
                Arrays.stream(arguments).filter(IdempotentHandler::isAsked).toList();
        Object request = asked.size() == 1 ? asked.getFirst() : asked;
        return requests.run(
                caller,
                IdempotencyHeader.current(),
                operation,
                request == null ? Collections.emptyList() : request,
                read,
                work);
    }

    private static boolean isAsked(@Nullable Object argument) {
        return !(argument instanceof Caller
                || argument instanceof ServletRequest
                || argument instanceof ServletResponse);
    }

    private @Nullable Object run(@Nullable Object[] arguments) {
        try {
            return super.doInvoke(arguments);
        } catch (RuntimeException refused) {
            throw refused;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private KeptEntity kept(ResponseEntity<?> entity) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        entity.getHeaders().forEach(headers::put);
        return new KeptEntity(entity.getStatusCode().value(), headers, json.writeValueAsString(entity.getBody()));
    }

    private static @Nullable RawJson raw(String text) {
        return text.equals(NOTHING) ? null : new RawJson(text);
    }
}
