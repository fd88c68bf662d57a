package org.aitbc.explorer.crosschain.wallets;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.identity.Caller;
import org.aitbc.explorer.accounts.Account;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.crosschain.Addresses;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/cross-chain/wallets")
@Tag(name = "cross-chain wallets")
class WalletController {

    private final Wallets wallets;
    private final Balances balances;
    private final Accounts accounts;
    private final Chains chains;

    WalletController(Wallets wallets, Balances balances, Accounts accounts, Chains chains) {
        this.wallets = wallets;
        this.balances = balances;
        this.accounts = accounts;
        this.chains = chains;
    }

    /**
     * @param signature hexadecimal digits with 0x
     * @param message the text that was signed
     * @param hash what was signed, in hexadecimal digits with 0x
     * @param nonce of the hash that was signed: messages have none
     */
    record Signed(
            String signature,
            String message,
            String address,
            long chainId,
            String hash,
            @Nullable String nonce,
            Instant timestamp) {}

    /**
     * @param valid whether the wallet has signed it
     * @param message the text that was to be verified
     * @param verifiedAt when it was verified
     */
    record Verified(boolean valid, String message, String address, long chainId, Instant verifiedAt) {}

    record WalletList(List<Wallet> items) {}

    @PostMapping("/create")
    @Operation(
            summary = "Create a wallet on a chain, up to 100 for each principal; the service keeps its key, encrypted")
    Wallet create(
            Caller caller,
            @RequestParam @NotBlank @Size(max = 128) String ownerAddress,
            @RequestParam long chainId,
            @RequestParam(defaultValue = "medium") @Pattern(regexp = "low|medium|high|maximum") String securityLevel) {
        return wallets.create(caller, chains.require(chainId).id(), ownerAddress, securityLevel);
    }

    @GetMapping
    @Operation(summary = "Wallets of the caller, newest first")
    WalletList list(Caller caller) {
        return new WalletList(wallets.of(caller));
    }

    @GetMapping("/{walletAddress}/balance")
    @Operation(summary = "Balances of a wallet, in the chain's coin and in a token")
    Balance balance(
            Caller caller,
            @PathVariable String walletAddress,
            @RequestParam long chainId,
            @RequestParam(name = "token_address") @Nullable String token) {
        return balances.of(wallets.require(caller, chainId, walletAddress), token);
    }

    @PostMapping("/{walletAddress}/sign")
    @Operation(summary = "Sign a message (EIP-191)")
    Signed sign(
            Caller caller,
            @PathVariable String walletAddress,
            @RequestParam long chainId,
            @RequestParam @Size(max = 10_000) String message) {
        Account account = wallets.requireOwn(caller, chainId, walletAddress);
        String signature = accounts.signMessage(account.address(), Signatures.text(message));
        return new Signed(
                signature, message, account.address(), chainId, Signatures.hash(message), null, Instant.now());
    }

    @PostMapping("/verify-signature")
    @Operation(summary = "Verify a message signature (EIP-191)")
    Verified verify(
            @RequestParam @Size(max = 10_000) String message,
            @RequestParam String signature,
            @RequestParam String address,
            @RequestParam long chainId) {
        String checked = Addresses.checked("address", address);
        return new Verified(
                Signatures.isOf(checked, message, signature),
                message,
                checked,
                chains.require(chainId).id(),
                Instant.now());
    }
}
