package org.aitbc.starter.request;

import java.util.Locale;
import tools.jackson.databind.EnumNamingStrategy;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;

/** {@code GARDEN_TOOL} is {@code garden_tool}; Jackson's own strategies drop the underscore, or look for words. */
final class LowerCase implements EnumNamingStrategy {

    @Override
    public String convertEnumToExternalName(MapperConfig<?> config, AnnotatedClass type, String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
