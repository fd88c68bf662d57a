package org.aitbc.ai.jobs;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.aitbc.ai.assurance.Assurance;
import org.aitbc.domain.json.UnknownMembers;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.domain.matching.Requirement.Pay;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A job as it is submitted. {@code task_type} and {@code task_data} are the older gateway's way of saying {@code payload}.
 *
 * @param payload what to run, up to 1 MiB and 100 levels deep; its type decides which workers can
 * @param ttlSeconds after how long it is no longer wanted: 900 where not said, 1 where 0, at most a week
 * @param paymentAmount the fixed price, or left out for one by the GPU second; 8 decimals
 * @param paymentCurrency AITBC, BTC, ETH or USDT
 * @param taskType the older gateway's name for the type of the payload
 * @param taskData the older gateway's name for the payload
 * @param assurance how its result is checked by other runs of it
 * @param disputeWindowSeconds up to a day
 */
@UnknownMembers
@Schema(example = """
        {"payload": {"type": "embedding", "texts": ["A dog runs.", "A puppy plays."]}}""")
record JobCreate(
        @Schema(description = """
                        Work to run: JSON up to 1 MiB, at most 100 levels deep, with numbers in the range of a double. \
                        Its type decides which workers run it; without one, service_type or job_type is the type, and \
                        model with prompt is inference.""") @Nullable ObjectNode payload,

        @Nullable @Valid Constraints constraints,
        @Nullable @Min(0) @Max(MOST_TTL) Integer ttlSeconds,

        @Schema(description = "Fixed price, held before submission; without it the job is priced per GPU second")
        @Nullable
        @DecimalMin("0.01")
        @DecimalMax("1000000")
        @Digits(integer = 7, fraction = 8)
        BigDecimal paymentAmount,

        @Nullable
        @Pattern(regexp = "(?i)AITBC|AITBC_TOKEN|BTC|ETH|USDT", message = "must be one of AITBC, BTC, ETH, USDT")
        String paymentCurrency,

        @Nullable @Size(max = 64) String taskType,
        @Nullable ObjectNode taskData,

        @Schema(
                description =
                        "none; spot:p: run again on another miner with probability p; spot: with probability 1/n after n "
                                + "clean results of the miner in a row; quorum:k/n: run on n miners, k must agree. Money is "
                                + "held for each run, unused money is returned. attested is not available.",
                pattern = "^(none|spot(:[0-9.eE-]+)?|quorum:[2-7]/[2-7]|attested)$")
        @Nullable
        String assurance,

        @Schema(
                description =
                        "For how long after its result the payment waits and may be disputed; the default is 0 up to a price of "
                                + "10 AITBC, and 600 above and in other currencies. A result that was checked by other runs is paid at once.")
        @Nullable
        @Min(0)
        @Max(MOST_WINDOW)
        Integer disputeWindowSeconds,

        @Schema(
                description =
                        "Whether the payload is taken as it is and payload.type may be one that no worker ever offered; otherwise such a job is refused unless a worker online takes any type")
        @Nullable
        Boolean allowUnknownType) {

    private static final int DEFAULT_TTL = 900;
    private static final int MOST_WINDOW = 24 * 3600;
    private static final int MOST_TTL = 7 * 24 * 3600;
    private static final int LONGEST_TYPE = 64;
    private static final String DEFAULT_CURRENCY = "AITBC";
    private static final String TYPE = "type";
    private static final String INFERENCE = "inference";
    /** What older clients call inference. */
    private static final Set<String> INFERENCES = Set.of("llm", "llm_inference", "ai_inference");

    @AssertTrue(message = "is required")
    boolean isPayload() {
        return payload != null || taskData != null || taskType != null;
    }

    @AssertTrue(message = "must be text of up to 64 visible characters")
    boolean isPayloadType() {
        JsonNode type = content().path(TYPE);
        return type.isMissingNode() || type.isNull() || isType(type);
    }

    private static boolean isType(JsonNode type) {
        return type.isString()
                && type.stringValue().length() <= LONGEST_TYPE
                && type.stringValue().chars().allMatch(c -> c > ' ');
    }

    @AssertTrue(
            message =
                    "must be none, spot, spot:p with p above 0 and up to 1, quorum:k/n with 2 <= k <= n <= 7, or attested")
    boolean isAssurance() {
        return assurance == null || Assurance.isSaidWell(assurance);
    }

    @AssertTrue(message = "leaves no other miner to check the result")
    boolean isCheckable() {
        return check() == null
                || constraints == null
                || (constraints.bookingId() == null && constraints.miner() == null);
    }

    @AssertTrue(message = "must be left out on booked time, which its booking pays")
    boolean isPaymentAmount() {
        return paymentAmount == null || constraints == null || constraints.bookingId() == null;
    }

    /** The payload, with its type where only older members tell it; in the older shape put together from its parts. */
    ObjectNode content() {
        ObjectNode said =
                payload != null ? payload : taskData != null ? taskData : JsonNodeFactory.instance.objectNode();
        String type = said.hasNonNull(TYPE) ? null : payload == null && taskType != null ? taskType : typeOf(said);
        return type == null
                ? said
                : JsonNodeFactory.instance.objectNode().setAll(said).put(TYPE, type);
    }

    /** Whether the payload itself tells its type. */
    boolean saysType() {
        return payload != null && payload.path(TYPE).isString();
    }

    boolean allowsUnknownType() {
        return Boolean.TRUE.equals(allowUnknownType);
    }

    private static @Nullable String typeOf(ObjectNode payload) {
        Optional<String> named = Stream.of("service_type", "job_type")
                .map(payload::path)
                .filter(type -> isType(type) && !type.stringValue().isEmpty())
                .map(JsonNode::stringValue)
                .findFirst();
        if (named.isEmpty()) {
            return payload.path("model").isString() && payload.path("prompt").isString() ? INFERENCE : null;
        }
        return INFERENCES.contains(named.get()) ? INFERENCE : named.get();
    }

    Requirement requirement() {
        return new Requirement(
                content().path(TYPE).asString(null),
                Objects.requireNonNullElse(constraints, Constraints.NONE),
                paymentAmount == null ? null : Pay.fixed(paymentAmount, currency()));
    }

    /** The other runs that are asked for; null for none. */
    @Nullable
    Assurance check() {
        return assurance == null ? null : Assurance.parse(assurance).orElse(null);
    }

    boolean wantsAttester() {
        return Assurance.ATTESTED.equals(assurance);
    }

    int ttl() {
        return ttlSeconds == null ? DEFAULT_TTL : Math.max(1, ttlSeconds);
    }

    /** The older gateway called the suite's own currency a token. */
    String currency() {
        String named = paymentCurrency == null ? DEFAULT_CURRENCY : paymentCurrency.toUpperCase(Locale.ROOT);
        return named.equals("AITBC_TOKEN") ? DEFAULT_CURRENCY : named;
    }
}
