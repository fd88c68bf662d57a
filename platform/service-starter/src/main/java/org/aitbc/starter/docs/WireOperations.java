package org.aitbc.starter.docs;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.math.BigDecimal;
import org.aitbc.domain.json.UnknownMembers;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.paging.PageArgument;
import org.aitbc.starter.request.IdempotencyHeader;
import org.aitbc.starter.request.WireNames;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** Describes what the starter reads of a request: parameters in snake_case, limits of parts, and the idempotency key. */
final class WireOperations implements ParameterCustomizer, OperationCustomizer {

    private static final String QUERY = "query";
    private static final String WARNS = "x-warns";
    private static final String MORE =
            "More than the maximum is the maximum, and the answer says so in warnings (a list in the header X-Warnings).";
    private static final String KEY = """
            The client's own name of this request, 1 to 255 characters: a repetition is answered as the first time, and is a \
            422 where it asks for something else.""";

    @Override
    public Parameter customize(Parameter parameter, MethodParameter argument) {
        String name = argument.getParameterName();
        if (parameter != null && QUERY.equals(parameter.getIn()) && name != null && name.equals(parameter.getName())) {
            parameter.setName(WireNames.of(name));
        }
        return parameter;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        if (AnnotatedElementUtils.hasAnnotation(handler.getMethod(), TakesIdempotencyKey.class)) {
            operation.addParametersItem(new HeaderParameter()
                    .name(IdempotencyHeader.NAME)
                    .required(false)
                    .description(KEY)
                    .schema(new StringSchema()));
        }
        for (Refusal one : handler.getMethod().getAnnotationsByType(Refusal.class)) {
            operation
                    .getResponses()
                    .addApiResponse(String.valueOf(one.status()), new ApiResponse().description(one.when()));
        }
        for (MethodParameter argument : handler.getMethodParameters()) {
            if (PageArgument.isPage(argument)
                    || argument.getParameterType().isAnnotationPresent(UnknownMembers.class)) {
                operation.addExtension(WARNS, true);
            }
            if (PageArgument.isPage(argument) && operation.getParameters() != null) {
                describe(operation, "limit", 1, PageArgument.max(argument), PageArgument.value(argument));
                describe(operation, "offset", 0, null, 0);
                describe(operation, "page", 1, null, 1);
            }
        }
        return operation;
    }

    /** Whether its answer may have warnings; the mark is then gone, since it is no part of the document. */
    static boolean takeWarning(Operation operation) {
        return operation.getExtensions() != null && operation.getExtensions().remove(WARNS) != null;
    }

    private static void describe(Operation operation, String name, int least, @Nullable Integer most, int usual) {
        operation.getParameters().stream()
                .filter(one -> QUERY.equals(one.getIn()) && one.getName().equals(name))
                .forEach(one -> {
                    Schema<?> schema = new IntegerSchema();
                    schema.setMinimum(BigDecimal.valueOf(least));
                    schema.setMaximum(most == null ? null : BigDecimal.valueOf(most));
                    schema.setDefault(usual);
                    one.schema(schema).required(false);
                    if (most != null) {
                        one.description(MORE);
                    }
                });
    }
}
