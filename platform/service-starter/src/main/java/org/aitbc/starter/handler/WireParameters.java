package org.aitbc.starter.handler;

import jakarta.validation.constraints.Max;
import org.aitbc.starter.paging.Limits;
import org.aitbc.starter.request.WireNames;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.annotation.RequestParamMethodArgumentResolver;

/** Query parameters are named as the argument is, in snake_case. A limit has its maximum ({@link Limits}). */
final class WireParameters extends RequestParamMethodArgumentResolver {

    WireParameters(@Nullable ConfigurableBeanFactory beans, boolean withoutAnnotation) {
        super(beans, withoutAnnotation);
    }

    @Override
    protected NamedValueInfo createNamedValueInfo(MethodParameter parameter) {
        RequestParam said = parameter.getParameterAnnotation(RequestParam.class);
        String name = parameter.getParameterName();
        if (name == null || (said != null && !said.name().isEmpty())) {
            return super.createNamedValueInfo(parameter);
        }
        return said == null
                ? new NamedValueInfo(WireNames.of(name), false, ValueConstants.DEFAULT_NONE)
                : new NamedValueInfo(WireNames.of(name), said.required(), said.defaultValue());
    }

    @Override
    protected @Nullable Object resolveName(String name, MethodParameter parameter, NativeWebRequest request)
            throws Exception {
        Object value = super.resolveName(name, parameter, request);
        Max most = parameter.getParameterAnnotation(Max.class);
        return most != null && name.equals("limit") && value instanceof String text
                ? Limits.within(most.value(), text)
                : value;
    }
}
