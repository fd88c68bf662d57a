package org.aitbc.starter.problem;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.aitbc.starter.request.RequestIds;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** What Tomcat refuses by itself, such as an address that is no URI, said as the rest of the service says it. */
final class ContainerProblems extends ErrorReportValve {

    private final JsonMapper json;

    ContainerProblems(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
        if (response.getStatus() < HttpStatus.BAD_REQUEST.value()
                || response.getContentWritten() > 0
                || !response.setErrorReported()
                || !isOpen(response)) {
            return;
        }
        String id = RequestIds.idFor(request.getHeader(RequestIds.HEADER));
        response.setHeader(RequestIds.HEADER, id);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        try (OutputStream body = response.getOutputStream()) {
            json.writeValue(body, problem(response.getStatus(), id));
            response.finishResponse();
        } catch (IOException gone) {
            // nobody is left to be told
        }
    }

    private static ProblemDetail problem(int code, String requestId) {
        HttpStatus status = Objects.requireNonNullElse(HttpStatus.resolve(code), HttpStatus.BAD_REQUEST);
        ProblemDetail problem = Problems.of(status, status.name(), status.getReasonPhrase());
        problem.setProperty("request_id", requestId);
        return problem;
    }

    private static boolean isOpen(Response response) {
        AtomicBoolean open = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, open);
        return open.get();
    }
}
