package org.aitbc.explorer.etherscan;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.aitbc.domain.error.Invalid;
import org.aitbc.explorer.index.Progresses;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "explorer")
class EtherscanController {

    private final Progresses progresses;
    private final Modules modules;

    EtherscanController(Progresses progresses, Modules modules) {
        this.progresses = progresses;
        this.modules = modules;
    }

    /**
     * Etherscan's envelope: status 1, or 0 with what is wrong as the result.
     *
     * @param message OK, or NOTOK
     * @param result what was asked for
     */
    record Envelope(String status, String message, Object result) {

        static Envelope of(Object result) {
            boolean nothing = result instanceof List<?> rows && rows.isEmpty();
            return nothing ? new Envelope("0", "No records found", result) : new Envelope("1", "OK", result);
        }
    }

    @GetMapping("/v1/explorer/api")
    @Operation(
            summary = "Etherscan-compatible read API: modules account, block, transaction, logs and stats",
            description =
                    "Refusals have status 0, as Etherscan's; 503 if the chain has no node. Results with inputs above 4 MiB"
                            + " or more than 300 new tokens are refused: use a smaller offset.")
    Envelope api(
            @RequestParam String module,
            @RequestParam String action,
            @RequestParam @Nullable Long chainid,
            @RequestParam Map<String, String> parameters) {
        if (parameters.values().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            throw new Invalid("VALIDATION_ERROR", "a parameter has a NUL character in it");
        }
        try {
            return Envelope.of(modules.answer(module, action, new Query(progresses.require(chainid), parameters)));
        } catch (Refusal refused) {
            return new Envelope("0", "NOTOK", String.valueOf(refused.getMessage()));
        }
    }
}
