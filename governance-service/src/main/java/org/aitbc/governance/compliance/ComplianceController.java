package org.aitbc.governance.compliance;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/governance-enhanced")
record ComplianceController(JdbcClient jdbc, Compliance compliance) {

    enum Kind {
        KYC,
        AML,
        TAX
    }

    record Jurisdiction(
            String code,
            String name,
            String region,
            Compliance.Requirements requirements,
            List<String> supportedCouncils) {}

    record JurisdictionRequest(
            @NotBlank @Size(max = 100) String name,
            @NotBlank @Size(max = 32) String region,
            boolean kycRequired,
            boolean amlRequired,
            boolean taxReporting,

            @PositiveOrZero @DecimalMax("9999999999") @Digits(integer = 10, fraction = 8)
            BigDecimal minimumStake,

            @Nullable @PositiveOrZero @DecimalMax("9999999999") @Digits(integer = 10, fraction = 8)
            BigDecimal votingThreshold,

            boolean gdprCompliance) {

        JurisdictionRequest {
            minimumStake = Objects.requireNonNullElse(minimumStake, BigDecimal.ZERO);
        }
    }

    record AttestationRequest(
            @NotBlank @Size(max = 64) String subject,
            @NotBlank String jurisdiction,
            @NotNull Kind kind,
            @NotNull @Pattern(regexp = "[0-9a-f]{64}") String evidenceHash,
            @NotNull @Future Instant validUntil) {}

    record Attested(UUID attestationId, String subject, Kind kind, Instant validUntil) {}

    @GetMapping("/jurisdictions")
    @Operation(summary = "Jurisdictions, what each asks of members of councils, and its councils")
    List<Jurisdiction> jurisdictions() {
        return jdbc.sql("""
            select code, name, region, to_json(r) as requirements, array(
              select replace(c.id::text, '-', '') from governance.council c
              where c.jurisdiction = j.code and c.kind = 'regional' order by c.id) as supported_councils
            from governance.jurisdiction j
            cross join lateral (select kyc_required, aml_required, tax_reporting, trim_scale(minimum_stake) as minimum_stake,
              trim_scale(voting_threshold) as voting_threshold, gdpr_compliance) r
            order by code""").query(Jurisdiction.class).list();
    }

    @PutMapping("/jurisdictions/{code}")
    @Operation(summary = "Set what a jurisdiction asks for (admin)")
    Jurisdiction put(
            @PathVariable @Pattern(regexp = "[A-Z0-9-]{2,16}") String code,
            @Valid @RequestBody JurisdictionRequest asked) {
        jdbc.sql("""
            insert into governance.jurisdiction values (:code, :name, :region, :kycRequired, :amlRequired, :taxReporting,
              :minimumStake, :votingThreshold, :gdprCompliance)
            on conflict (code) do update set name = excluded.name, region = excluded.region,
              kyc_required = excluded.kyc_required, aml_required = excluded.aml_required, tax_reporting = excluded.tax_reporting,
              minimum_stake = excluded.minimum_stake, voting_threshold = excluded.voting_threshold,
              gdpr_compliance = excluded.gdpr_compliance""").paramSource(asked).param("code", code).update();
        return jurisdictions().stream()
                .filter(one -> one.code.equals(code))
                .findFirst()
                .orElseThrow();
    }

    @PostMapping("/compliance/attestations")
    @Operation(summary = "Attest with the hash of the evidence that somebody meets a requirement (admin)")
    Attested attest(Caller caller, @Valid @RequestBody AttestationRequest attested) {
        compliance.requireJurisdiction(attested.jurisdiction);
        return jdbc.sql("""
            insert into governance.attestation (id, subject, jurisdiction, kind, evidence_hash, issued_by, valid_until)
            values (:id, :subject, :jurisdiction, :kind, :evidenceHash, :issuer, :validUntil)
            returning id as attestation_id, subject, kind, valid_until""")
                .paramSource(attested)
                .param("id", Ids.next())
                .param("issuer", caller.subject())
                .query(Attested.class)
                .single();
    }

    @GetMapping("/compliance/check/{userAddress}")
    @Operation(summary = "Whether somebody meets what a jurisdiction asks for; for itself or an admin")
    Compliance.Check check(Caller caller, @PathVariable String userAddress, @RequestParam String jurisdiction) {
        String principal = caller.named(userAddress);
        caller.requireOwner(principal, "NOT_YOURSELF", "only the subject itself and admins see this");
        return compliance.check(principal, jurisdiction);
    }
}
