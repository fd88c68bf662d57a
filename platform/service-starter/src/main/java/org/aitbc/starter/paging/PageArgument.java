package org.aitbc.starter.paging;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.MapBindingResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads a {@link Page} or {@link PageNumber}, and refuses what is no part; of too many rows it gives the most ({@link Limits}). */
public final class PageArgument implements HandlerMethodArgumentResolver {

    PageArgument() {}

    public static boolean isPage(MethodParameter argument) {
        return argument.getParameterType() == Page.class || isCounted(argument);
    }

    private static boolean isCounted(MethodParameter argument) {
        return argument.getParameterType() == PageNumber.class;
    }

    /** How many rows may be asked for. */
    public static int max(MethodParameter argument) {
        PageLimits limits = argument.getParameterAnnotation(PageLimits.class);
        return limits != null ? limits.max() : isCounted(argument) ? PageNumber.MAX : Page.MAX;
    }

    /** How many rows are meant where the request does not say. */
    public static int value(MethodParameter argument) {
        PageLimits limits = argument.getParameterAnnotation(PageLimits.class);
        return limits != null ? limits.value() : Page.DEFAULT_LIMIT;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return isPage(parameter);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws Exception {
        BindingResult errors = new MapBindingResult(Map.of(), "page");
        Numbers numbers = new Numbers(Objects.requireNonNull(binders).createBinder(request, null, "page"), errors);
        int most = max(parameter);
        Integer limit = numbers.read("limit", Limits.within(most, request.getParameter("limit")), 1, most);
        Integer rows = limit == null && parameter.hasParameterAnnotation(PageLimits.class)
                ? Integer.valueOf(value(parameter))
                : limit;
        Object page = isCounted(parameter)
                ? new PageNumber(numbers.read("page", request.getParameter("page"), 1, Integer.MAX_VALUE), rows)
                : new Page(
                        rows,
                        numbers.read("offset", request.getParameter("offset"), 0, Integer.MAX_VALUE),
                        request.getParameter("cursor"));
        if (errors.hasErrors()) {
            throw new MethodArgumentNotValidException(parameter, errors);
        }
        return page;
    }

    private record Numbers(WebDataBinder converter, BindingResult errors) {

        @Nullable
        Integer read(String name, @Nullable String text, int least, int most) {
            try {
                Integer number = converter.convertIfNecessary(text, Integer.class);
                if (number == null || (least <= number && number <= most)) {
                    return number;
                }
                refuse(
                        name,
                        text,
                        false,
                        number < least
                                ? "must be greater than or equal to " + least
                                : "must be less than or equal to " + most);
            } catch (TypeMismatchException noNumber) {
                refuse(name, text, true, "is no number");
            }
            return null;
        }

        private void refuse(String name, @Nullable String text, boolean wrongType, String message) {
            errors.addError(new FieldError(errors.getObjectName(), name, text, wrongType, null, null, message));
        }
    }
}
