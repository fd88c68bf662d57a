package org.aitbc.governance.council;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.governance.council.Allocation.*;
import org.aitbc.governance.council.Councils.*;
import org.aitbc.governance.power.People;
import org.aitbc.starter.deal.Deals;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.jpa.Where;
import org.aitbc.starter.paging.PageNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.*;

@RestController
record CouncilController(
        Councils councils,
        ManageAllocations manageAllocations,
        Allocations allocations,
        People people,
        Deals deals,
        TransactionTemplate transactions) {

    record CouncilCreated(boolean success, Council council, String message) {}

    record Allocated(boolean success, Allocation allocation, String message) {}

    record GuardianRequest(@NotNull @Size(min = 1, max = 50) List<@NotBlank String> members) {}

    @PostMapping("/v1/governance-enhanced/regional-councils")
    @TakesIdempotencyKey
    @Operation(summary = "Found a council; its budget moves from the network's treasury into the council's (admin)")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "402", description = "The treasury holds too little.", content = @Content)
    CouncilCreated create(
            Caller caller,
            @RequestParam @Pattern(regexp = "[a-z0-9-]{1,32}") String region,
            @RequestParam @NotBlank @Size(max = 100) String councilName,
            @RequestParam @NotBlank String jurisdiction,
            @RequestParam @PositiveOrZero @DecimalMax("9999999999") @Digits(integer = 10, fraction = 8)
                    BigDecimal budgetAllocation,
            @RequestBody @Size(min = 1, max = 50) List<@NotBlank String> councilMembers) {
        List<String> members = councilMembers.stream().distinct().toList();
        CouncilRequest asked = new CouncilRequest(region, councilName, jurisdiction, budgetAllocation, members);
        UUID id = deals.make("council.create", councils, caller, asked);
        councils.moveBudget(id, asked);
        return new CouncilCreated(true, councils.find(null, id).getFirst(), "Council created");
    }

    @GetMapping("/v1/governance-enhanced/regional-councils")
    @Operation(summary = "Councils with their members and budgets")
    List<Council> list(@RequestParam @Nullable String region) {
        return councils.find(region, null);
    }

    @PostMapping("/v1/governance/guardian")
    @Operation(summary = "Name the first members of the council that may cancel proposals, once (admin)")
    Council guardian(Caller caller, @Valid @RequestBody GuardianRequest asked) {
        UUID id = Objects.requireNonNull(transactions.execute(_ -> councils.createGuardian(asked.members)));
        return councils.find(null, id).getFirst();
    }

    @PostMapping("/v1/governance-enhanced/treasury/allocate")
    @TakesIdempotencyKey
    @Operation(summary = "Approve a payment as a member of a council; a majority's approval pays the same values once")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "402", description = "The council's treasury holds too little.", content = @Content)
    Allocated allocate(
            Caller caller,
            @RequestParam UUID councilId,
            @RequestParam @Positive @DecimalMax("9999999999") @Digits(integer = 10, fraction = 8) BigDecimal amount,
            @RequestParam @NotBlank @Size(max = 200) String purpose,
            @RequestParam String recipientAddress,
            @RequestParam String approverAddress) {
        String approver = people.self(caller, approverAddress, "approver_address");
        Payout asked = new Payout(councilId, amount, purpose, people.principal(recipientAddress));
        Allocation one = manageAllocations.approve(caller, approver, asked);
        State known = one.state == State.PROPOSED ? State.APPROVED : one.state;
        return new Allocated(true, one, "Allocation " + known.name().toLowerCase(Locale.ROOT));
    }

    @GetMapping("/v1/governance-enhanced/treasury/allocations")
    @Operation(summary = "Payments that councils approve or have paid, newest first")
    List<Allocation> allocations(@RequestParam @Nullable UUID councilId, PageNumber page) {
        return allocations.page(page, new Where<Allocation>().equal("payout.councilId", councilId));
    }
}
