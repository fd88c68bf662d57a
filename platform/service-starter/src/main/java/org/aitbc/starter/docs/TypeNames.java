package org.aitbc.starter.docs;

import io.swagger.v3.core.jackson.TypeNameResolver;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.util.StringUtils;

/** Types of the same name stay apart: the later one has the name of its controller, or package, in front. */
final class TypeNames extends TypeNameResolver {

    private final Map<String, Class<?>> known = new ConcurrentHashMap<>();

    @Override
    protected String nameForClass(Class<?> type, Set<Options> options) {
        String name = super.nameForClass(type, options);
        if (!WireModels.isOurs(type) || known.computeIfAbsent(name, _ -> type) == type) {
            return name;
        }
        Class<?> outer = type.getEnclosingClass();
        return outer == null
                ? StringUtils.capitalize(type.getPackageName().replaceFirst(".*[.]", "")) + name
                : outer.getSimpleName().replaceFirst("Controller$", "") + name;
    }
}
