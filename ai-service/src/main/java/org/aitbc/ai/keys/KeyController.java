package org.aitbc.ai.keys;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.identity.ApiKeys;
import org.aitbc.domain.identity.ApiKeys.KeyView;
import org.aitbc.domain.identity.ApiKeys.NewKey;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/keys")
@Tag(name = "keys")
class KeyController {

    private final ApiKeys keys;

    KeyController(JdbcClient jdbc) {
        this.keys = new ApiKeys(jdbc);
    }

    /** @param principal whose key it is to be: a stable name that keys come and go under */
    record KeyCreate(
            @NotNull @Pattern(regexp = "[A-Za-z0-9_.-]{1,64}")
            String principal,

            @NotNull Role role) {}

    record KeyList(List<KeyView> items) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create an API key for a principal (admin); only this answer shows it")
    @Transactional
    NewKey issue(Caller caller, @Valid @RequestBody KeyCreate body) {
        return keys.issue(body.principal(), body.role(), caller.tenant());
    }

    @PostMapping("/rotate")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create a second API key for the caller; both work until one is revoked")
    @Transactional
    NewKey rotate(Caller caller) {
        return keys.issue(caller.subject(), caller.role(), caller.tenant());
    }

    @GetMapping
    @Operation(summary = "Active API keys of the caller")
    KeyList list(Caller caller) {
        return new KeyList(keys.of(caller.subject()));
    }

    @DeleteMapping("/{keyId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke an API key of the caller, or any as admin; takes effect within 5 s")
    void revoke(Caller caller, @PathVariable UUID keyId) {
        keys.revoke(keyId, caller.ownerFilter());
    }
}
