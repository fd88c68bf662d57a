package org.aitbc.gateway.proxy;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.Set;
import org.aitbc.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a service, and its answer on the way back. Both are passed on in the parts in which they come,
 * and neither side is read faster than the other one takes it.
 */
public final class Forwarding {

    static final Problem UNREACHABLE = Problem.unavailable("the service cannot be reached");

    private static final Problem TOO_LATE =
            Problem.of(HttpResponseStatus.GATEWAY_TIMEOUT, "TIMEOUT_ERROR", "the service did not answer in time");
    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String EVENT_STREAM = "text/event-stream";

    private final Upstream upstream;
    private final Pool pool;
    private final HttpRequest request;
    private final Recipient recipient;
    private final HeldParts early;

    private @Nullable UpstreamConnection connection;
    private boolean mayRepeat;
    private boolean isSent;
    private boolean isInformational;
    private boolean hasBegun;
    private boolean isEnded;
    private boolean keepsConnection;
    private boolean isStream;

    private Forwarding(Upstream upstream, EventLoop loop, HttpRequest request, HeldParts early, Recipient recipient) {
        this.upstream = upstream;
        this.request = request;
        this.early = early;
        this.recipient = recipient;
        pool = upstream.pool(loop);
        isSent = request instanceof FullHttpRequest;
        mayRepeat = isSent && HARMLESS.contains(request.method());
    }

    /**
     * Sends a request to a service. To be called on the loop.
     *
     * @param request full when it has no body, else the parts of the body follow
     * @param early what has come of the body, which is this one's from now on
     */
    public static Forwarding start(
            Upstream upstream, EventLoop loop, HttpRequest request, HeldParts early, Recipient recipient) {
        Forwarding forwarding = new Forwarding(upstream, loop, request, early, recipient);
        forwarding.pool.lend(forwarding);
        return forwarding;
    }

    /** Passes on a part of the body; it is this one's from now on. */
    public void body(HttpContent part) {
        if (isEnded || isSent) {
            part.release();
        } else if (connection == null) {
            early.add(part);
            recipient.wantsBody(false);
        } else {
            write(part, connection);
            connection.expectWithin(upstream.answerWithin());
            if (!connection.isWritable()) {
                recipient.wantsBody(false);
            }
        }
    }

    /** Nothing more is to come at the moment. */
    public void flush() {
        if (connection != null) {
            connection.flush();
        }
    }

    /** Whether there is room for more of the answer. */
    public void wantsAnswer(boolean wanted) {
        if (connection != null) {
            connection.read(wanted);
        }
    }

    /** Nobody waits for the answer any more. */
    public void cancel() {
        if (!isEnded) {
            isEnded = true;
            giveUpConnection();
        }
    }

    void send(UpstreamConnection found, boolean isUsed) {
        if (isEnded) {
            found.release();
            return;
        }
        if (isSent) {
            // nothing but the end of a request without a body
            early.release();
        }
        connection = found;
        mayRepeat &= isUsed;
        found.carry(this);
        found.write(request);
        early.drainTo(part -> write(part, found));
        found.flush();
        found.expectWithin(upstream.answerWithin());
        if (!isSent) {
            recipient.wantsBody(found.isWritable());
        }
    }

    void received(Object message) {
        switch (message) {
            case HttpContent last
            when isInformational -> {
                isInformational = !(last instanceof LastHttpContent);
                last.release();
            }
            case HttpResponse head
            when head.decoderResult().isFailure() -> {
                ReferenceCountUtil.release(head);
                broken();
            }
            case HttpResponse head
            when HttpStatusClass.INFORMATIONAL.contains(head.status().code()) -> isInformational = true;
            case HttpResponse head -> begin(head);
            case HttpContent part
            when part.decoderResult().isFailure() -> {
                part.release();
                broken();
            }
            case LastHttpContent last -> complete(last);
            case HttpContent part -> {
                recipient.part(part);
                wantsAnswer(recipient.isWritable());
            }
            default -> ReferenceCountUtil.release(message);
        }
    }

    void received() {
        if (hasBegun) {
            recipient.flush();
        }
        if (connection != null && !isStream) {
            connection.expectWithin(upstream.answerWithin());
        }
    }

    void writable(boolean isWritable) {
        if (!isSent) {
            recipient.wantsBody(isWritable);
        }
    }

    void lost() {
        connection = null;
        if (isEnded) {
            return;
        }
        if (!hasBegun && mayRepeat) {
            mayRepeat = false;
            pool.lendNew(this);
        } else {
            end(UNREACHABLE);
        }
    }

    void late() {
        connection = null;
        end(TOO_LATE);
    }

    void end(Problem problem) {
        if (isEnded) {
            return;
        }
        isEnded = true;
        giveUpConnection();
        if (hasBegun) {
            recipient.cut();
        } else {
            recipient.failed(problem);
        }
    }

    private void write(HttpContent part, UpstreamConnection to) {
        if (!(part instanceof LastHttpContent last)) {
            to.write(part);
            return;
        }
        isSent = true;
        // trailers could name a caller as headers can
        to.write(last.trailingHeaders().isEmpty() ? last : new DefaultLastHttpContent(last.content()));
    }

    private void begin(HttpResponse head) {
        hasBegun = true;
        keepsConnection = HttpUtil.isKeepAlive(head);
        String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE);
        isStream = type != null && type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
        if (isStream && connection != null) {
            connection.expectNothing();
        }
        recipient.begin(head);
    }

    private void complete(LastHttpContent last) {
        isEnded = true;
        if (connection != null && keepsConnection && isSent && connection.isOpen()) {
            connection.release();
            connection = null;
        } else {
            giveUpConnection();
        }
        recipient.part(last.trailingHeaders().isEmpty() ? last : new DefaultLastHttpContent(last.content()));
    }

    private void broken() {
        if (connection != null) {
            connection.drop();
        }
        lost();
    }

    private void giveUpConnection() {
        early.release();
        if (connection != null) {
            connection.drop();
            connection = null;
        }
    }
}
