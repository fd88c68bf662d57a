package org.aitbc.starter.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.aitbc.domain.error.DomainException;
import org.aitbc.starter.database.SqlStates;
import org.aitbc.starter.problem.Problems.FieldError;
import org.aitbc.starter.request.NulCharacters;
import org.aitbc.starter.request.WireNames;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.validation.Errors;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_AFTER_SECONDS = "1";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> fact(DomainException fact) {
        return answer(Problems.of(fact));
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        CannotGetJdbcConnectionException.class,
        TransientDataAccessException.class,
        QueryTimeoutException.class,
        CannotCreateTransactionException.class,
        TransactionSystemException.class
    })
    ResponseEntity<ProblemDetail> databaseAway(Exception cause) {
        LOG.warn("database not available: {}", cause.getMessage());
        return answer(Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "DATABASE_UNAVAILABLE",
                "the database cannot be reached at the moment"));
    }

    /**
     * Spring knows no name for a database that takes no writes, as one that is being switched over does not, and none for a
     * connection that is gone when JPA wants to roll back.
     */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> untranslated(UncategorizedDataAccessException cause, HttpServletRequest request) {
        return cause.getMostSpecificCause() instanceof SQLException said
                        && (SqlStates.isReadOnly(said) || SqlStates.isConnectionGone(said))
                ? databaseAway(cause)
                : unforeseen(cause, request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> changedMeanwhile(OptimisticLockingFailureException cause) {
        return answer(Problems.of(
                HttpStatus.CONFLICT, "CHANGED_MEANWHILE", "somebody else changed it meanwhile; read it again"));
    }

    /** A constraint with a name of its own is a fact of the domain; else it is a value the database cannot hold. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> refusedByDatabase(DataIntegrityViolationException cause) {
        String fact =
                cause.getMostSpecificCause() instanceof SQLException said ? SqlStates.namedConstraint(said) : null;
        if (fact != null) {
            return answer(Problems.of(HttpStatus.CONFLICT, fact.toUpperCase(Locale.ROOT), fact.replace('_', ' ')));
        }
        LOG.info("refused by the database: {}", cause.getMessage());
        return answer(Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "VALIDATION_ERROR", "a value cannot be stored"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongType(MethodArgumentTypeMismatchException mismatch) {
        return mismatch.getParameter().hasParameterAnnotation(PathVariable.class)
                ? answer(Problems.of(HttpStatus.NOT_FOUND, "NOT_FOUND", "nothing has this " + mismatch.getName()))
                : answer(Problems.invalid(List.of(new FieldError(
                        "query." + WireNames.of(mismatch.getName()),
                        ExpectedValue.of(mismatch.getRequiredType(), mismatch.getValue()),
                        "type"))));
    }

    /** Control characters in a header, or what decodes to no text in a query, come to light only when they are read. */
    @ExceptionHandler({RequestRejectedException.class, InvalidParameterException.class})
    ResponseEntity<ProblemDetail> unreadable(Exception rejected) {
        return answer(Problems.malformed());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> nulCharacter(NulCharacters.InParameter in) {
        return answer(
                Problems.invalid(List.of(new FieldError("query." + in.name(), NulCharacters.MESSAGE, "constraint"))));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> violated(ConstraintViolationException violated) {
        return answer(Problems.invalid(violated.getConstraintViolations().stream()
                .map(one -> new FieldError(one.getPropertyPath().toString(), one.getMessage(), "constraint"))
                .toList()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unforeseen(Exception unforeseen, HttpServletRequest request) {
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), unforeseen);
        return answer(Problems.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "INTERNAL_ERROR",
                "this should not have happened; the request id leads to the cause"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return withBody(Problems.invalid(
                fields(invalid.getParameter(), invalid.getBindingResult()).toList()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return withBody(Problems.invalid(invalid.getParameterValidationResults().stream()
                .flatMap(result -> result instanceof ParameterErrors bean
                        ? fields(bean.getMethodParameter(), bean)
                        : result.getResolvableErrors().stream()
                                .map(error -> new FieldError(
                                        place(result),
                                        ExpectedValue.of(error.getDefaultMessage(), result.getArgument()),
                                        "constraint")))
                .toList()));
    }

    /** Of a parameter, or of a body that is a list, whose name is not sent. */
    private static String place(ParameterValidationResult result) {
        MethodParameter parameter = result.getMethodParameter();
        if (!parameter.hasParameterAnnotation(RequestBody.class)) {
            return "query." + WireNames.of(String.valueOf(parameter.getParameterName()));
        }
        return result.getContainerIndex() == null ? "body" : "body." + result.getContainerIndex();
    }

    private static Stream<FieldError> fields(MethodParameter argument, Errors errors) {
        String place = argument.hasParameterAnnotation(RequestBody.class) ? "body" : "query";
        return errors.getFieldErrors().stream()
                .map(error -> error.isBindingFailure()
                        ? new FieldError(
                                place + "." + WireNames.of(error.getField()),
                                ExpectedValue.of(
                                        error.contains(TypeMismatchException.class)
                                                ? error.unwrap(TypeMismatchException.class)
                                                        .getRequiredType()
                                                : null,
                                        error.getRejectedValue()),
                                "type")
                        : new FieldError(
                                place + "." + WireNames.of(error.getField()),
                                ExpectedValue.of(error.getDefaultMessage(), error.getRejectedValue()),
                                "constraint"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return withBody(Problems.invalid(
                List.of(new FieldError("query." + missing.getParameterName(), "is required", "missing"))));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return withBody(UnreadableBody.problem(unreadable.getCause()));
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception cause, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpStatus known = HttpStatus.valueOf(status.value());
        String said = cause instanceof ResponseStatusException ours
                ? ours.getReason()
                : body instanceof ProblemDetail problem ? problem.getDetail() : null;
        String detail = said == null ? known.getReasonPhrase() : said;
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(status, known.name(), detail));
    }

    private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
        // said here, whatever the request accepts: what it says may be no type at all
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()
                || problem.getStatus() == HttpStatus.TOO_EARLY.value()) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.body(problem);
    }

    private static ResponseEntity<Object> withBody(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
