package org.aitbc.explorer.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Members of a node; those without a value are left out. */
final class Details {

    private final Map<String, Object> members = new LinkedHashMap<>();

    Details with(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    Map<String, Object> map() {
        return members;
    }
}
