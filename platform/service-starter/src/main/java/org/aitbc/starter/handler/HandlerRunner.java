package org.aitbc.starter.handler;

import java.util.ArrayList;
import java.util.List;
import org.aitbc.starter.idempotent.Idempotent;
import org.aitbc.starter.idempotent.IdempotentRequests;
import org.aitbc.starter.request.WireNames;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.InitBinderDataBinderFactory;
import org.springframework.web.method.annotation.RequestParamMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.InvocableHandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.ServletRequestDataBinderFactory;
import tools.jackson.databind.json.JsonMapper;

/** Spring's own, with parameters in snake_case. Controllers that are records can have no proxies, so handlers are run here. */
final class HandlerRunner extends RequestMappingHandlerAdapter {

    private final ObjectProvider<IdempotentRequests> requests;
    private final JsonMapper json;

    HandlerRunner(ObjectProvider<IdempotentRequests> requests, JsonMapper json) {
        this.requests = requests;
        this.json = json;
    }

    @Override
    protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod handler) {
        Idempotent idempotent = handler.getMethod().getAnnotation(Idempotent.class);
        return idempotent == null
                ? super.createInvocableHandlerMethod(handler)
                : new IdempotentHandler(handler, idempotent.value(), requests.getObject(), json);
    }

    @Override
    protected InitBinderDataBinderFactory createDataBinderFactory(List<InvocableHandlerMethod> binderMethods) {
        return new ServletRequestDataBinderFactory(binderMethods, getWebBindingInitializer()) {
            @Override
            public void initBinder(WebDataBinder binder, NativeWebRequest request) throws Exception {
                super.initBinder(binder, request);
                binder.setNameResolver(HandlerRunner::wireName);
            }
        };
    }

    private static @Nullable String wireName(MethodParameter component) {
        BindParam named = component.getParameterAnnotation(BindParam.class);
        String name = component.getParameterName();
        return named != null ? named.value() : name == null ? null : WireNames.of(name);
    }

    /** Spring's resolvers of parameters come first, for those with an annotation, and last, for all that is simple. */
    @Override
    public void afterPropertiesSet() {
        super.afterPropertiesSet();
        List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>(List.copyOf(getArgumentResolvers()));
        boolean withoutAnnotation = false;
        for (int i = 0; i < resolvers.size(); i++) {
            if (resolvers.get(i) instanceof RequestParamMethodArgumentResolver) {
                resolvers.set(i, new WireParameters(getBeanFactory(), withoutAnnotation));
                withoutAnnotation = true;
            }
        }
        setArgumentResolvers(resolvers);
    }
}
