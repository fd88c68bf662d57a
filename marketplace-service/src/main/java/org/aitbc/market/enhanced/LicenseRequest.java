package org.aitbc.market.enhanced;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** @param holders the only ones who may hold it; null where whoever accepts it does */
record LicenseRequest(
        @NotNull @Pattern(regexp = "commercial|research|educational|custom")
        String licenseType,

        @NotNull ObjectNode terms,
        @NotNull @Size(max = 50) List<@NotBlank @Size(max = 200) String> usageRights,
        @Nullable ObjectNode customTerms,

        @Nullable @Size(min = 1, max = 500) List<@NotBlank @Size(max = 128) String> holders) {}
