package org.aitbc.starter.request;

import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.FromStringDeserializer;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Request ids, the access log, and ids, constants and texts in the form the wire has them. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class RequestAutoConfiguration {

    @Bean
    FilterRegistrationBean<RequestIds> requestIds(
            @Value("${aitbc.access-log:false}") boolean logged, @Value("${spring.application.name:}") String service) {
        FilterRegistrationBean<RequestIds> filter =
                new FilterRegistrationBean<>(new RequestIds(logged ? new AccessLog(service) : null));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    JacksonModule idsInBodies() {
        return new SimpleModule("ids")
                .addSerializer(UUID.class, new StdSerializer<>(UUID.class) {
                    @Override
                    public void serialize(UUID id, JsonGenerator json, SerializationContext context) {
                        json.writeString(Ids.text(id));
                    }
                })
                .addDeserializer(UUID.class, new FromStringDeserializer<>(UUID.class) {
                    @Override
                    protected UUID _deserialize(String text, DeserializationContext context) {
                        try {
                            return Ids.parse(text);
                        } catch (NotFound noId) {
                            throw context.weirdStringException(text, UUID.class, "is not an id");
                        }
                    }
                });
    }

    @Bean
    JacksonModule constantsAndTextsInBodies() {
        return new SimpleModule("constants and texts") {
            @Override
            public void setupModule(SetupContext context) {
                super.setupModule(context);
                context.insertAnnotationIntrospector(new NopAnnotationIntrospector() {
                    @Override
                    public @Nullable Object findEnumNamingStrategy(MapperConfig<?> config, AnnotatedClass type) {
                        return WireNames.areLowerCase(type.getRawType()) ? LowerCase.class : null;
                    }
                });
            }
        }.addDeserializer(String.class, new TextMembers());
    }

    @Bean
    JacksonModule unknownMembersInBodies() {
        return new SimpleModule("unknown members") {
            @Override
            public void setupModule(SetupContext context) {
                super.setupModule(context);
                context.addHandler(new UnknownMemberHandler());
            }
        };
    }

    @Bean
    WebMvcConfigurer wordsAndIdsInPaths() {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new NulCharacters.Parameters());
            }

            @Override
            public void addFormatters(FormatterRegistry registry) {
                // constants in any case, among others
                ApplicationConversionService.addApplicationConverters(registry);
                registry.addConverter(String.class, UUID.class, Ids::parse);
            }
        };
    }
}
