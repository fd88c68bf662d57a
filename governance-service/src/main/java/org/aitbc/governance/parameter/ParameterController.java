package org.aitbc.governance.parameter;

import io.swagger.v3.oas.annotations.Operation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import java.util.stream.Collectors;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.parameter.Parameter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/governance/parameters")
record ParameterController(JdbcClient jdbc) {

    /** @param version 0 where it is the service's own setting */
    record Use(String service, String name, BigDecimal value, int version, Instant seenAt) {}

    /**
     * @param value in force now; null where no service has said what it applies
     * @param version of the value; 0 where none was decided
     * @param next decided, and in force from its effective_at on
     * @param step the most that one proposal changes it by
     * @param services which apply what, since when
     */
    record Governed(
            Parameter name,
            @Nullable BigDecimal value,
            int version,
            @Nullable Version next,
            BigDecimal least,
            BigDecimal most,
            BigDecimal step,
            List<Use> services) {}

    /** @param effectiveAt from when on services apply it */
    record Version(
            int version,
            BigDecimal value,
            Instant createdAt,
            Instant effectiveAt,
            @Nullable UUID proposal,
            String cause) {}

    @GetMapping
    @Operation(summary = "Values that proposals can change, within which bounds, and which services apply them")
    List<Governed> parameters() {
        Map<String, List<Use>> uses =
                jdbc.sql("select * from core.parameter_use order by name, service").query(Use.class).list().stream()
                        .collect(Collectors.groupingBy(Use::name));
        return Arrays.stream(Parameter.values())
                .map(one -> of(one, uses.getOrDefault(one.text(), List.of())))
                .toList();
    }

    private Governed of(Parameter parameter, List<Use> uses) {
        Instant now = Instant.now();
        List<Version> newestFirst = select(parameter);
        Optional<Version> inForce = newestFirst.stream()
                .filter(one -> !one.effectiveAt.isAfter(now))
                .findFirst();
        Optional<Version> next =
                newestFirst.stream().filter(one -> one.effectiveAt.isAfter(now)).reduce((_, earlier) -> earlier);
        BigDecimal used = uses.stream().map(Use::value).findFirst().orElse(null);
        return new Governed(
                parameter,
                inForce.map(Version::value).orElse(used),
                inForce.map(Version::version).orElse(0),
                next.orElse(null),
                parameter.least(),
                parameter.most(),
                parameter.step(),
                uses);
    }

    @GetMapping("/{name}/versions")
    @Operation(summary = "What was decided about a value, newest first")
    List<Version> versions(@PathVariable String name) {
        return select(Parameter.find(name)
                .orElseThrow(() -> new NotFound("PARAMETER_NOT_FOUND", "there is no such parameter")));
    }

    private List<Version> select(Parameter parameter) {
        return jdbc.sql("select * from core.parameter_version where name = ? order by version desc limit 200")
                .param(parameter.text())
                .query(Version.class)
                .list();
    }
}
