package org.aitbc.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.aitbc.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Where a request ends must be beyond doubt: a service that saw another end would take the rest for a request. */
final class Framing {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Framing() {}

    /** Whether headers announce a body. */
    static boolean hasBody(HttpHeaders headers) {
        String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    /** Whether a caller holds its body back until it is asked for. */
    static boolean awaitsContinue(HttpRequest request) {
        return request.headers().contains(HttpHeaderNames.EXPECT)
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    }

    static ByteBuf askForBody() {
        return Unpooled.wrappedBuffer(CONTINUE);
    }

    /** Why the connection cannot go on after this request; null when it can. */
    static @Nullable Problem problem(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return unreadable(request.decoderResult().cause());
        }
        HttpHeaders headers = request.headers();
        boolean isCurrent = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (!isCurrent && !request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Problem.of(
                    HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "HTTP_VERSION_NOT_SUPPORTED", "HTTP/1.1 is spoken");
        }
        String expected = headers.get(HttpHeaderNames.EXPECT);
        if (expected != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
            return Problem.of(
                    HttpResponseStatus.EXPECTATION_FAILED, "EXPECTATION_FAILED", "100-continue is understood");
        }
        int hosts = count(headers, HttpHeaderNames.HOST);
        if (hosts > 1 || (hosts == 0 && isCurrent)) {
            return malformed("a request names one host");
        }
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
            if (!isCurrent
                    || headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                    || codings.size() != 1
                    || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.getFirst())) {
                return malformed("the end of the body is not clear");
            }
        } else if (count(headers, HttpHeaderNames.CONTENT_LENGTH) > 1) {
            return malformed("the end of the body is not clear");
        }
        return null;
    }

    static Problem unreadable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Problem.of(HttpResponseStatus.REQUEST_URI_TOO_LONG, "URI_TOO_LONG", "the address is too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Problem.of(
                    HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "HEADERS_TOO_LARGE",
                    "the headers are too large");
        }
        return malformed("the request cannot be read");
    }

    private static int count(HttpHeaders headers, CharSequence name) {
        if (!headers.contains(name)) {
            return 0;
        }
        return headers.getAll(name).size();
    }

    private static Problem malformed(String detail) {
        return Problem.of(HttpResponseStatus.BAD_REQUEST, "MALFORMED_REQUEST", detail);
    }
}
