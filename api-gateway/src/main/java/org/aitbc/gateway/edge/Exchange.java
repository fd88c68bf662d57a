package org.aitbc.gateway.edge;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import org.aitbc.gateway.page.Reply;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.proxy.Forwarding;
import org.aitbc.gateway.proxy.HeldParts;
import org.aitbc.gateway.proxy.Recipient;
import org.jspecify.annotations.Nullable;

/** One request of a caller and its answer. */
final class Exchange implements Recipient {

    static final Problem TOO_LARGE = Problem.of(
            HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
            "PAYLOAD_TOO_LARGE",
            "the request body is larger than allowed");
    private static final Problem TOO_SLOW =
            Problem.of(HttpResponseStatus.REQUEST_TIMEOUT, "REQUEST_TIMEOUT", "the request body did not come in time");

    private final ClientConnection connection;
    private final HttpRequest request;
    private final AnswerHead head;
    private final HeldParts held = new HeldParts();
    private Body body = Body.HELD;
    private @Nullable Forwarding forwarding;
    private @Nullable Reply reply;
    private long room = Long.MAX_VALUE;
    private boolean isReceived;
    private boolean hasBegun;
    private boolean isOver;

    Exchange(ClientConnection connection, HttpRequest request, AnswerHead head) {
        this.connection = connection;
        this.request = request;
        this.head = head;
    }

    private enum Body {
        HELD,
        FORWARDED,
        DISCARDED
    }

    ClientConnection connection() {
        return connection;
    }

    HttpRequest request() {
        return request;
    }

    AnswerHead head() {
        return head;
    }

    boolean isReceived() {
        return isReceived;
    }

    boolean isOver() {
        return isOver;
    }

    /** Sends it to its service, with a body of this size at most. */
    void forward(Forwarding begun, long largestBody) {
        room = largestBody;
        if (isOver || reply != null) {
            return;
        }
        forwarding = begun;
        body = Body.FORWARDED;
        connection.wantsBody(true);
        held.drainTo(this::pass);
        begun.flush();
    }

    /** The body, if there is one, is of no interest. */
    void discardBody() {
        body = Body.DISCARDED;
        held.release();
        connection.wantsBody(true);
    }

    void refuse(Problem problem) {
        answer(head.refusal(problem));
    }

    /** Answers as soon as it is known whether the body has come with the request. */
    void answer(Reply own) {
        discardBody();
        if (isReceived || !connection.isReading()) {
            write(own);
        } else {
            reply = own;
        }
    }

    /** A part of the body has come. */
    void received(HttpContent part) {
        isReceived |= part instanceof LastHttpContent;
        if (part.decoderResult().isFailure()) {
            head.isLast();
            giveUp(Framing.unreadable(part.decoderResult().cause()));
            part.release();
        } else if (body == Body.FORWARDED) {
            pass(part);
        } else if (body == Body.HELD) {
            held.add(part);
            connection.wantsBody(isReceived);
        } else {
            part.release();
        }
        if (isReceived && reply != null) {
            write(reply);
        }
    }

    /** Nothing more of the request is there at the moment. */
    void readComplete() {
        if (reply != null) {
            write(reply);
        } else if (forwarding != null) {
            forwarding.flush();
        }
    }

    void writable(boolean isWritable) {
        if (forwarding != null) {
            forwarding.wantsAnswer(isWritable);
        }
    }

    void tooSlow() {
        giveUp(TOO_SLOW);
    }

    /** The caller is gone. */
    void abandon() {
        isOver = true;
        discardBody();
        if (forwarding != null) {
            forwarding.cancel();
        }
    }

    @Override
    public void begin(HttpResponse answer) {
        hasBegun = true;
        connection.write(head.passedOn(answer, isReceived && !connection.isLast()));
    }

    @Override
    public void part(HttpContent part) {
        connection.write(part);
        if (part instanceof LastHttpContent) {
            end();
        }
    }

    @Override
    public void flush() {
        connection.flush();
    }

    @Override
    public void failed(Problem problem) {
        refuse(problem);
    }

    @Override
    public void cut() {
        connection.cut();
    }

    @Override
    public void wantsBody(boolean wanted) {
        connection.wantsBody(wanted);
    }

    @Override
    public boolean isWritable() {
        return connection.isWritable();
    }

    private void pass(HttpContent part) {
        room -= part.content().readableBytes();
        if (room < 0) {
            part.release();
            giveUp(TOO_LARGE);
        } else if (forwarding != null) {
            forwarding.body(part);
        }
    }

    private void giveUp(Problem problem) {
        if (forwarding != null) {
            forwarding.cancel();
            forwarding = null;
        }
        if (hasBegun) {
            discardBody();
            connection.cut();
        } else if (reply == null && !isOver) {
            refuse(problem);
        }
    }

    private void write(Reply own) {
        reply = null;
        hasBegun = true;
        connection.write(head.own(own, isReceived && !connection.isLast()));
        end();
    }

    private void end() {
        isOver = true;
        if (head.keepsConnection()) {
            connection.next();
        } else {
            connection.end(isReceived);
        }
    }
}
