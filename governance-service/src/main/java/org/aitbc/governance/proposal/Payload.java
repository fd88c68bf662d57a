package org.aitbc.governance.proposal;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.domain.payment.*;
import org.aitbc.domain.payment.Currency;
import org.aitbc.governance.parameter.ParameterVersions.Change;
import org.aitbc.governance.trial.Guardrail;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.*;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a proposal does when it is executed. */
sealed interface Payload {

    /** What a proposal is about; the second names are the older system's. */
    enum Category {
        @JsonAlias("parameter_change")
        PARAMETER(Changes.class),
        @JsonAlias("grant")
        FUNDING(Funding.class),
        @JsonAlias("member_election")
        COUNCIL(Members.class),
        GENERAL(Nothing.class);

        private final Class<? extends Payload> payload;

        Category(Class<? extends Payload> payload) {
            this.payload = payload;
        }

        /** @throws Invalid for what is no payload of the category; members that are null are as if they were not there */
        Payload read(JsonMapper json, ObjectNode payload) {
            ObjectNode said = payload.deepCopy().removeIf(JsonNode::isNull);
            if (said.isEmpty() && this == COUNCIL) {
                return new Nothing();
            }
            try {
                Payload read = json.readerFor(this.payload)
                        .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .readValue(said);
                require(read.isValid());
                return read;
            } catch (JacksonException unknown) {
                throw invalid("has a member that is unknown, or of another type");
            }
        }
    }

    /** Whether nothing is missing or out of bounds: a request may leave out any member. */
    boolean isValid();

    /** A currency is passed over: stored proposals may have one. */
    @JsonIgnoreProperties("currency")
    record Changes(
            @Nullable List<Value> changes,
            List<Guardrail> guardrails,
            @Nullable Integer trialDays) implements Payload {

        private static final int MOST = 20;

        record Value(String parameter, BigDecimal value) {}

        public Changes {
            guardrails = Objects.requireNonNullElse(guardrails, List.of());
        }

        @Override
        public boolean isValid() {
            return !decided().isEmpty()
                    && days() >= 0
                    && days() <= 90
                    && guardrails.size() <= MOST
                    && (trialDays == null || trialDays > 0)
                    && guardrails.stream().allMatch(one -> one != null && one.fits(days()));
        }

        List<Change> decided() {
            List<Value> wanted = Objects.requireNonNullElse(changes, List.of());
            require(wanted.size() <= MOST);
            require(wanted.stream().allMatch(one -> one != null && one.parameter != null && one.value != null));
            List<Change> decided = wanted.stream()
                    .map(one -> new Change(
                            Parameter.find(one.parameter)
                                    .orElseThrow(() -> new Invalid(
                                            "UNKNOWN_PARAMETER",
                                            "execution_payload: nothing applies " + one.parameter)),
                            one.value))
                    .toList();
            require(decided.stream().map(Change::parameter).distinct().count() == decided.size());
            return decided;
        }

        /** How long the change is on trial; 0 where it is not. */
        int days() {
            return trialDays != null ? trialDays : guardrails.isEmpty() ? 0 : 14;
        }
    }

    record Funding(
            BigDecimal amount, String recipient, @Nullable String currency) implements Payload {

        private static final BigDecimal MOST = new BigDecimal("9999999999");
        /** What is read back as it was said. */
        private static final int MOST_DIGITS = 15;

        @Override
        public boolean isValid() {
            return amount != null
                    && amount.signum() > 0
                    && amount.compareTo(MOST) <= 0
                    && amount.scale() <= 8
                    && amount.precision() <= MOST_DIGITS
                    && recipient != null
                    && recipient.matches(MoneyHolds.PRINCIPAL)
                    && (currency == null || Currency.of(currency) == Currency.AITBC);
        }
    }

    /** A currency is passed over, as with changes. */
    @JsonIgnoreProperties("currency")
    record Members(UUID councilId, List<String> add, List<String> remove) implements Payload {

        public Members {
            add = Objects.requireNonNullElse(add, List.of());
            remove = Objects.requireNonNullElse(remove, List.of());
        }

        @Override
        public boolean isValid() {
            return councilId != null && !(add.isEmpty() && remove.isEmpty());
        }
    }

    record Nothing() implements Payload {

        @Override
        public boolean isValid() {
            return true;
        }
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw invalid("is not what a proposal of this category does");
        }
    }

    private static Invalid invalid(String why) {
        return new Invalid("VALIDATION_ERROR", "execution_payload: " + why);
    }
}
