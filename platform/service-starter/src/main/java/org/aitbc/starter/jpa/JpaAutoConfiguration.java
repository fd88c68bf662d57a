package org.aitbc.starter.jpa;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.hibernate.cfg.MappingSettings;
import org.hibernate.type.format.jackson.Jackson3JsonFormatMapper;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Aggregates kept with JPA ({@code aitbc.jpa: true}); its settings are in {@code service-starter.yml}. */
@AutoConfiguration(before = HibernateJpaAutoConfiguration.class)
@ConditionalOnBooleanProperty("aitbc.jpa")
public class JpaAutoConfiguration {

    /** {@code @EnableJpaRepositories} could name the class too, but each service would have to repeat it. */
    @Bean
    static BeanPostProcessor stores() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof JpaRepositoryFactoryBean<?, ?, ?> repository) {
                    repository.setRepositoryBaseClass(JpaStore.class);
                }
                return bean;
            }
        };
    }

    @Bean
    HibernatePropertiesCustomizer columnTypes(PersistenceManagedTypes types, JsonMapper json) {
        return settings -> {
            settings.put(ColumnTypes.ENTITIES, types.getManagedClassNames());
            settings.put(MappingSettings.JSON_FORMAT_MAPPER, new Jackson3JsonFormatMapper(json));
        };
    }

    /** A time that is sent is a field of the aggregate, so it is taken as freely as an {@code OffsetDateTime}. */
    @Bean
    JacksonModule aggregates() {
        return new SimpleModule("aggregates")
                .addDeserializer(
                        Instant.class,
                        InstantDeserializer.INSTANT.withDateFormat(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    }
}
