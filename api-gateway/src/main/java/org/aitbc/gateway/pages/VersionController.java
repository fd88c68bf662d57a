package org.aitbc.gateway.pages;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.*;
import org.springframework.web.bind.annotation.*;

/** What runs here. */
@RestController
record VersionController(BuildProperties build, GitProperties git) {

    /** @param commit the sources were at; {@code unknown} where they had no repository */
    record Version(
            @Nullable String version,
            @Nullable String commit,
            @JsonProperty("built_at") @Nullable Instant builtAt) {}

    @GetMapping("/version")
    Version version() {
        return new Version(build.getVersion(), git.getCommitId(), build.getTime());
    }
}
