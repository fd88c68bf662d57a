package org.aitbc.starter.idempotent;

import java.lang.reflect.Type;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Does what a request asks for in one transaction, once per {@code Idempotency-Key}: the answer is kept by the same
 * transaction, and a repetition gets it again.
 *
 * <p>A service that wants it sets {@code aitbc.answers: true}, and makes the table in a migration of its own schema
 * ({@code aitbc.schema}):
 *
 * {@snippet lang = sql:
 * create table SCHEMA.answer (
 *     principal    text        not null,
 *     key          text        not null,
 *     request_hash text        not null,
 *     answer       json        not null,
 *     at           timestamptz not null default now(),
 *     primary key (principal, key)
 * );
 * create index answer_by_time on SCHEMA.answer (at);
 * }
 *
 * <p>An answer is forgotten after {@code aitbc.retention.days}.
 */
public final class IdempotentRequests {

    private static final Pattern SCHEMA = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final String schema;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final JsonMapper json;

    /**
     * @param schema where the service's tables are: a setting, checked here because a name can be no parameter of SQL
     * @throws IllegalArgumentException when it is no plain name
     */
    public IdempotentRequests(String schema, JdbcClient jdbc, TransactionTemplate transactions, JsonMapper json) {
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException("aitbc.schema is not the name of a schema: " + schema);
        }
        this.schema = schema;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
    }

    /** Whose table keeps an answer, for what request. */
    private record Request(Caller caller, String key, String hash) {}

    private record Answer(String requestHash, String text) {}

    /** Where the service's tables are. */
    public String schema() {
        return schema;
    }

    /**
     * Runs {@code work} in a transaction, or answers as the first time.
     *
     * @param key the request's {@code Idempotency-Key}, or null for none
     * @param operation what is asked for, such as {@code stake.create}
     * @param request what it is asked with; any value that is written as JSON
     * @param type of the answer
     * @throws Invalid when the key was used for another request (422)
     * @throws Conflict when the first request with this key is still running (409)
     */
    public <T> T run(
            Caller caller, @Nullable String key, String operation, Object request, Type type, Supplier<T> work) {
        return Objects.requireNonNull(run(caller, key, operation, request, reader(type), work));
    }

    /**
     * The same.
     *
     * @param read makes the answer of the JSON that was kept
     */
    @SuppressWarnings("NullAway") // what the work returns may be null
    public <T> @Nullable T run(
            Caller caller,
            @Nullable String key,
            String operation,
            Object request,
            Function<String, @Nullable T> read,
            Supplier<@Nullable T> work) {
        Request keyed = key == null ? null : request(caller, key, operation, request);
        return transactions.execute(_ -> keyed == null ? work.get() : runOnce(keyed, read, work));
    }

    /**
     * What the request was answered with, where it was asked before; for work that cannot be done in one transaction.
     *
     * @throws Invalid when the key was used for another request (422)
     */
    public <T> Optional<T> answered(
            Caller caller, @Nullable String key, String operation, Object request, Class<T> type) {
        return answered(caller, key, operation, request, (Type) type);
    }

    /** The same for a type that is no class. */
    public <T> Optional<T> answered(Caller caller, @Nullable String key, String operation, Object request, Type type) {
        return key == null
                ? Optional.empty()
                : find(request(caller, key, operation, request)).map(this.<T>reader(type));
    }

    private Request request(Caller caller, String key, String operation, Object request) {
        return new Request(caller, IdempotencyHeader.checked(key), hash(operation, request));
    }

    private <T> Function<String, T> reader(Type type) {
        return text -> json.readValue(text, json.constructType(type));
    }

    private <T> @Nullable T runOnce(Request request, Function<String, @Nullable T> read, Supplier<@Nullable T> work) {
        // services share the database: another's request with the same key is nothing to this one
        lock(schema + "\n" + request.caller().subject() + "\n" + request.key());
        String before = find(request).orElse(null);
        return before == null ? keep(request, work.get()) : read.apply(before);
    }

    private Optional<String> find(Request request) {
        return jdbc.sql("select request_hash, answer from %s.answer where principal = ? and key = ?".formatted(schema))
                .params(request.caller().subject(), request.key())
                .query((row, _) -> new Answer(row.getString(1), row.getString(2)))
                .optional()
                .map(before -> {
                    if (!before.requestHash().equals(request.hash())) {
                        throw IdempotencyHeader.reused();
                    }
                    return before.text();
                });
    }

    private <T> @Nullable T keep(Request request, @Nullable T answer) {
        jdbc.sql("insert into %s.answer (principal, key, request_hash, answer) values (?, ?, ?, ?::json)"
                        .formatted(schema))
                .params(request.caller().subject(), request.key(), request.hash(), json.writeValueAsString(answer))
                .update();
        return answer;
    }

    /** Until the end of the transaction; nobody waits for it, since those who wait would hold all connections. */
    private void lock(String name) {
        boolean free = jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended(?, 0))")
                .param(name)
                .query(Boolean.class)
                .single();
        if (!free) {
            throw new Conflict("REQUEST_IN_PROGRESS", "a request with this Idempotency-Key is still running");
        }
    }

    private String hash(String operation, Object request) {
        return Sha256.hex(operation + "\n" + plain(json.valueToTree(request)));
    }

    /** 5 and 5.0 are the same. */
    private static JsonNode plain(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode plain = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> plain.set(member.getKey(), plain(member.getValue())));
            return plain;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode plain = JsonNodeFactory.instance.arrayNode();
            list.forEach(one -> plain.add(plain(one)));
            return plain;
        }
        return value.isNumber() ? JsonNodeFactory.instance.stringNode(number(value)) : value;
    }

    /** Without an exponent's worth of zeros, and without failing where a double is no number. */
    private static String number(JsonNode value) {
        return value.isDouble() && !Double.isFinite(value.doubleValue())
                ? value.asString()
                : value.decimalValue().stripTrailingZeros().toString();
    }
}
