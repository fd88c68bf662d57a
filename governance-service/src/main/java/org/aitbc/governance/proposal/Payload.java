package org.aitbc.governance.proposal;

import com.fasterxml.jackson.annotation.JsonAlias;
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
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a proposal does when it is executed: of the members those of its category, and no others. */
record Payload(
        @Nullable List<Value> changes,
        @Nullable List<Guardrail> guardrails,
        @Nullable Integer trialDays,
        @Nullable BigDecimal amount,
        @Nullable String recipient,
        @Nullable String currency,
        @Nullable UUID councilId,
        @Nullable List<String> add,
        @Nullable List<String> remove) {

    /** What a proposal is about; the second names are the older system's. */
    enum Category {
        @JsonAlias("parameter_change")
        PARAMETER,
        @JsonAlias("grant")
        FUNDING,
        @JsonAlias("member_election")
        COUNCIL,
        GENERAL
    }

    private static final int MOST_CHANGES = 20;
    private static final int USUAL_DAYS = 14;
    private static final int MOST_DAYS = 90;
    /** What is read back as it was said. */
    private static final int MOST_DIGITS = 15;

    private static final BigDecimal MOST = new BigDecimal("9999999999");

    record Value(String parameter, BigDecimal value) {}

    static Payload read(JsonMapper json, Category category, ObjectNode payload) {
        Payload read;
        try {
            read = json.readerFor(Payload.class)
                    .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(payload);
        } catch (JacksonException unknown) {
            throw invalid("has a member that is unknown, or of another type");
        }
        switch (category) {
            case PARAMETER -> {
                require(read.changes != null && !read.changes.isEmpty() && read.changes.size() <= MOST_CHANGES);
                require(read.amount == null && read.recipient == null && read.isWithoutMembers());
                read.decided();
                require(read.isTrialPossible());
            }
            case FUNDING -> {
                require(read.isWithoutChanges() && read.isWithoutMembers());
                BigDecimal amount = read.amount;
                require(amount != null
                        && amount.signum() > 0
                        && amount.compareTo(MOST) <= 0
                        && amount.scale() <= 8
                        && amount.precision() <= MOST_DIGITS);
                require(read.recipient != null && read.recipient.matches(MoneyHolds.PRINCIPAL));
                require(read.currency == null || Currency.of(read.currency) == Currency.AITBC);
            }
            case COUNCIL -> {
                require(read.isWithoutChanges() && read.amount == null && read.recipient == null);
                boolean some = !read.added().isEmpty() || !read.removed().isEmpty();
                require(read.isEmpty() || (read.councilId != null && some));
            }
            case GENERAL -> require(read.isEmpty());
        }
        return read;
    }

    boolean isEmpty() {
        return isWithoutChanges() && amount == null && recipient == null && currency == null && isWithoutMembers();
    }

    private boolean isWithoutChanges() {
        return changes == null && guardrails == null && trialDays == null;
    }

    private boolean isTrialPossible() {
        return days() >= 0
                && days() <= MOST_DAYS
                && guardrails().size() <= MOST_CHANGES
                && (trialDays == null || trialDays > 0)
                && guardrails().stream().allMatch(one -> one != null && one.fits(days()));
    }

    /** How long the change is on trial; 0 where it is not. */
    int days() {
        return trialDays != null ? trialDays : guardrails().isEmpty() ? 0 : USUAL_DAYS;
    }

    @Override
    public List<Guardrail> guardrails() {
        return guardrails == null ? List.of() : guardrails;
    }

    private boolean isWithoutMembers() {
        return councilId == null && add == null && remove == null;
    }

    List<String> added() {
        return add == null ? List.of() : add;
    }

    List<String> removed() {
        return remove == null ? List.of() : remove;
    }

    List<Change> decided() {
        List<Value> wanted = Objects.requireNonNull(changes);
        // JSON leaves out what it likes
        require(wanted.stream().allMatch(one -> one != null && one.parameter != null && one.value != null));
        List<Change> decided = wanted.stream()
                .map(one -> new Change(
                        Parameter.find(one.parameter)
                                .orElseThrow(() -> new Invalid(
                                        "UNKNOWN_PARAMETER", "execution_payload: nothing applies " + one.parameter)),
                        one.value))
                .toList();
        require(decided.stream().map(Change::parameter).distinct().count() == decided.size());
        return decided;
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
