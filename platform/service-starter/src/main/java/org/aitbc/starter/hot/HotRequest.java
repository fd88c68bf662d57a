package org.aitbc.starter.hot;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.starter.caller.PlainText;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.firewall.RequestRejectedException;

/** What a hot call needs of its request besides the body. */
public final class HotRequest {

    private final HttpServletRequest request;
    private final String variable;

    HotRequest(HttpServletRequest request, String variable) {
        this.request = request;
        this.variable = variable;
    }

    /** A header's value, or null. */
    public @Nullable String header(String name) {
        String value = request.getHeader(name);
        if (value != null && !PlainText.is(value)) {
            throw new RequestRejectedException(name + " holds control characters");
        }
        return value;
    }

    /** The id that the path names. */
    public UUID id() {
        return Ids.parse(variable);
    }
}
