package org.aitbc.starter.problem;

import java.util.List;
import org.aitbc.starter.problem.Problems.FieldError;
import org.aitbc.starter.request.NulCharacters;
import org.aitbc.starter.request.UnknownMemberHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Why a body cannot be read, and where. */
final class UnreadableBody {

    /** How Jackson, which has no type for it, says that an object has a member twice. */
    private static final String REPEATED = "Duplicate Object property";

    private UnreadableBody() {}

    /** @param cause null where there is no body */
    static ProblemDetail problem(@Nullable Throwable cause) {
        return switch (cause) {
            case NulCharacters.InMember in ->
                Problems.invalid(List.of(new FieldError(path(in), NulCharacters.MESSAGE, "constraint")));
            case UnknownMemberHandler.Refused unknown ->
                Problems.invalid(List.of(new FieldError(path(unknown), unknown.getOriginalMessage(), "unknown")));
            case InvalidFormatException mismatch -> wrongType(mismatch, mismatch.getTargetType(), mismatch.getValue());
            case MismatchedInputException mismatch -> wrongType(mismatch, mismatch.getTargetType(), null);
            case InputCoercionException outOfRange -> wrongType(outOfRange, outOfRange.getTargetType(), null);
            case StreamConstraintsException tooMuch ->
                Problems.of(
                        HttpStatus.BAD_REQUEST,
                        "MALFORMED_JSON",
                        "the body nests too deep, or holds a name or number that is too long");
            case StreamReadException repeated
            when repeated.getOriginalMessage().startsWith(REPEATED) ->
                Problems.invalid(List.of(new FieldError(place(repeated), "is said more than once", "duplicate")));
            case null -> Problems.invalid(List.of(new FieldError("body", "is required", "missing")));
            default -> Problems.of(HttpStatus.BAD_REQUEST, "MALFORMED_JSON", "the body is not JSON");
        };
    }

    private static ProblemDetail wrongType(
            JacksonException mismatch, @Nullable Class<?> type, @Nullable Object refused) {
        return Problems.invalid(List.of(new FieldError(path(mismatch), ExpectedValue.of(type, refused), "type")));
    }

    /** Where the reader stopped. */
    private static String place(StreamReadException stop) {
        JsonParser json = stop.processor();
        return json == null
                ? path(stop)
                : "body" + json.streamReadContext().pathAsPointer().toString().replace('/', '.');
    }

    private static String path(JacksonException mismatch) {
        StringBuilder path = new StringBuilder("body");
        for (JacksonException.Reference step : mismatch.getPath()) {
            path.append('.').append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
        }
        return path.toString();
    }
}
