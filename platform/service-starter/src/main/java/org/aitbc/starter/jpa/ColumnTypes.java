package org.aitbc.starter.jpa;

import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.aitbc.starter.request.WireNames;
import org.hibernate.boot.model.TypeContributions;
import org.hibernate.boot.model.TypeContributor;
import org.hibernate.dialect.type.PostgreSQLJsonPGObjectJsonType;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.BigDecimalJavaType;
import org.hibernate.type.descriptor.java.EnumJavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.descriptor.jdbc.JdbcTypeIndicators;
import org.hibernate.type.descriptor.sql.internal.DdlTypeImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Values as the suite's columns have them: constants in lower case, amounts without trailing zeros, JSON as it was said. */
public final class ColumnTypes implements TypeContributor {

    static final String ENTITIES = "aitbc.entities";

    @Override
    public void contribute(TypeContributions types, ServiceRegistry services) {
        types.contributeJavaType(new Amount());
        types.contributeJdbcType(new PostgreSQLJsonPGObjectJsonType());
        types.getTypeConfiguration()
                .getDdlTypeRegistry()
                .addDescriptor(new DdlTypeImpl(
                        SqlTypes.JSON,
                        "json",
                        services.requireService(JdbcServices.class).getDialect()));
        Object entities = services.requireService(ConfigurationService.class)
                .getSettings()
                .get(ENTITIES);
        ((List<?>) Objects.requireNonNull(entities))
                .stream()
                        .map(name -> ClassUtils.resolveClassName((String) name, null))
                        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                        .<Class<?>>map(Field::getType)
                        .filter(WireNames::areLowerCase)
                        .distinct()
                        .forEach(type -> types.contributeJavaType(lowerCase(type)));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // it is an enum
    private static LowerCase<?> lowerCase(Class<?> type) {
        return new LowerCase(type);
    }

    private static final class LowerCase<T extends Enum<T>> extends EnumJavaType<T> {

        LowerCase(Class<T> type) {
            super(type);
        }

        @Override
        public JdbcType getRecommendedJdbcType(JdbcTypeIndicators indicators) {
            return indicators.getJdbcType(SqlTypes.VARCHAR);
        }

        @Override
        public @Nullable String toName(@Nullable T constant) {
            return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public @Nullable T fromName(@Nullable String text) {
            return text == null ? null : Enum.valueOf(getJavaTypeClass(), text.toUpperCase(Locale.ROOT));
        }
    }

    private static final class Amount extends BigDecimalJavaType {

        @Override
        public <X> @Nullable BigDecimal wrap(@Nullable X value, WrapperOptions options) {
            BigDecimal amount = super.wrap(value, options);
            if (amount == null || amount.scale() <= 0) {
                return amount;
            }
            BigDecimal plain = amount.stripTrailingZeros();
            return plain.scale() < 0 ? plain.setScale(0) : plain;
        }
    }
}
