package org.aitbc.governance.compliance;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import java.util.stream.*;
import org.aitbc.domain.error.*;
import org.aitbc.governance.power.Powers;
import org.aitbc.starter.database.DatabaseClock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether somebody may sit and vote in the councils of a jurisdiction, by what admins attested and by real stake. */
@Component
public record Compliance(JdbcClient jdbc, Powers powers, DatabaseClock clock) {

    public record Requirements(
            boolean kycRequired,
            boolean amlRequired,
            boolean taxReporting,
            BigDecimal minimumStake,
            @Nullable BigDecimal votingThreshold,
            boolean gdprCompliance) {}

    /** True only by a valid attestation, or real stake; what a jurisdiction does not ask for may be missing. */
    record Met(boolean kycVerified, boolean amlScreened, boolean taxIdProvided, boolean minimumStakeMet) {

        private List<Boolean> of(Requirements asked) {
            return List.of(
                    kycVerified || !asked.kycRequired,
                    amlScreened || !asked.amlRequired,
                    taxIdProvided || !asked.taxReporting,
                    minimumStakeMet);
        }
    }

    record Check(
            String userAddress,
            String jurisdiction,
            boolean isCompliant,
            String complianceLevel,
            Instant lastCheck,
            Met requirementsMet,
            List<String> restrictions,
            @Nullable Instant nextReviewDate) {}

    private record Valid(String kind, Instant until) {}

    public Requirements requireJurisdiction(String code) {
        return jdbc.sql("select * from governance.jurisdiction where code = ?")
                .param(code)
                .query(Requirements.class)
                .optional()
                .orElseThrow(() -> new NotFound("JURISDICTION_NOT_FOUND", "there is no such jurisdiction"));
    }

    /** @throws Forbidden when somebody does not meet what the jurisdiction asks for */
    public void require(Collection<String> principals, String jurisdiction) {
        principals.forEach(one -> Forbidden.when(
                !check(one, jurisdiction).isCompliant(),
                "NOT_COMPLIANT",
                one + " does not meet what " + jurisdiction + " asks for"));
    }

    Check check(String principal, String jurisdiction) {
        Requirements asked = requireJurisdiction(jurisdiction);
        Instant now = clock.now();
        Map<String, Instant> valid =
                jdbc.sql("""
            select * from (
              select distinct on (kind) kind, valid_until as until from governance.attestation
              where subject = ? and jurisdiction = ? order by kind, id desc) newest
            where until > ?""").params(principal, jurisdiction, now).query(Valid.class).list().stream()
                        .collect(Collectors.toMap(Valid::kind, Valid::until));
        boolean staked =
                asked.minimumStake.signum() == 0 || powers.staked(principal).compareTo(asked.minimumStake) >= 0;
        Met met = new Met(valid.containsKey("kyc"), valid.containsKey("aml"), valid.containsKey("tax"), staked);
        List<Boolean> each = met.of(asked);
        boolean compliant = !each.contains(false);
        return new Check(
                principal,
                jurisdiction,
                compliant,
                compliant ? "full" : each.contains(true) ? "partial" : "none",
                now,
                met,
                compliant ? List.of() : List.of("vote_in_council", "sit_in_council"),
                valid.values().stream().min(Comparator.naturalOrder()).orElse(null));
    }
}
