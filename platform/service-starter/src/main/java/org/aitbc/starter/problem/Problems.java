package org.aitbc.starter.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Invalid;
import org.aitbc.starter.request.RequestIds;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** The one shape of an error: RFC 9457 with {@code code}, {@code request_id} and, for bad values, {@code errors}. */
public final class Problems {

    private Problems() {}

    /** One value that was not acceptable. */
    public record FieldError(String field, String message, String code) {}

    public static ProblemDetail of(HttpStatusCode status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("about:blank"));
        problem.setProperty("code", code);
        problem.setProperty("request_id", RequestIds.current());
        return problem;
    }

    public static ProblemDetail of(DomainException fact) {
        return fact instanceof Invalid invalid && invalid.member() != null
                ? invalid(List.of(new FieldError("body." + invalid.member(), invalid.right(), "constraint")))
                : of(HttpStatusCode.valueOf(fact.status()), fact.code(), String.valueOf(fact.getMessage()));
    }

    /** What Spring Security's firewall turns away. */
    public static ProblemDetail malformed() {
        return of(HttpStatus.BAD_REQUEST, "MALFORMED_REQUEST", "the path or a header holds what it may not");
    }

    /** Answers with a problem where Spring MVC has not begun. */
    public static void write(
            HttpServletRequest request, HttpServletResponse response, JsonMapper json, ProblemDetail problem)
            throws IOException {
        problem.setInstance(instance(request));
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }

    static ProblemDetail invalid(List<FieldError> errors) {
        ProblemDetail problem = of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "VALIDATION_ERROR",
                errors.isEmpty()
                        ? "a value is not acceptable"
                        : errors.getFirst().field() + ": " + errors.getFirst().message());
        problem.setProperty("errors", errors);
        return problem;
    }

    private static @Nullable URI instance(HttpServletRequest request) {
        try {
            return new URI(request.getRequestURI());
        } catch (URISyntaxException malformed) {
            return null;
        }
    }
}
