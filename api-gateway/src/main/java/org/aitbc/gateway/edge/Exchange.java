package org.aitbc.gateway.edge;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import org.aitbc.gateway.page.Reply;
import org.aitbc.gateway.problem.Problem;
import org.aitbc.gateway.proxy.Forwarding;
import org.aitbc.gateway.proxy.HeldParts;
import org.aitbc.gateway.proxy.Recipient;
import org.jspecify.annotations.Nullable;

/** One request of a caller and its answer. */
final class Exchange implements Recipient {

    private final ClientConnection connection;
    private final HttpRequest request;
    private final AnswerHead head;
    private final Intake intake;
    private Body body = Body.HELD;
    private @Nullable Outgoing outgoing;
    private @Nullable Forwarding forwarding;
    private @Nullable Reply reply;
    private boolean hasBegun;
    private boolean isOver;

    Exchange(ClientConnection connection, HttpRequest request, AnswerHead head, Intake intake) {
        this.connection = connection;
        this.request = request;
        this.head = head;
        this.intake = intake;
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
        return intake.isWhole();
    }

    boolean earnsTime() {
        return intake.earnsTime();
    }

    boolean isOver() {
        return isOver;
    }

    /** Sends it to its service, a small body with it. */
    void forward(Outgoing sent) {
        if (isOver || reply != null) {
            return;
        }
        outgoing = sent;
        connection.wantsBody(true);
        if (sent.request() instanceof FullHttpRequest || intake.mayPass()) {
            start(sent);
        }
    }

    /** The body, if there is one, is of no interest. */
    void discardBody() {
        body = Body.DISCARDED;
        intake.release();
        connection.wantsBody(true);
    }

    void refuse(Problem problem) {
        answer(head.refusal(problem));
    }

    /** Answers as soon as it is known whether the body has come with the request. */
    void answer(Reply own) {
        discardBody();
        if (isReceived() || !connection.isReading()) {
            write(own);
        } else {
            reply = own;
        }
    }

    /** A part of the body has come. */
    void received(HttpContent part) {
        intake.count(part);
        if (part.decoderResult().isFailure()) {
            head.isLast();
            giveUp(Framing.unreadable(part.decoderResult().cause()));
            part.release();
        } else if (body == Body.FORWARDED) {
            pass(part);
        } else if (body == Body.HELD) {
            hold(part);
        } else {
            part.release();
        }
        if (isReceived() && reply != null) {
            write(reply);
        }
    }

    /** Nothing more of the request is there at the moment. */
    void readComplete() {
        if (reply != null) {
            write(reply);
        } else if (forwarding != null) {
            forwarding.flush();
        } else if (body == Body.HELD && !isReceived() && !intake.keep()) {
            giveUp(Refusals.CROWDED);
        }
    }

    void writable(boolean isWritable) {
        if (forwarding != null) {
            forwarding.wantsAnswer(isWritable);
        }
    }

    void tooSlow() {
        giveUp(Refusals.TOO_SLOW);
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
        connection.write(head.passedOn(answer, isReceived() && !connection.isLast()));
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

    private void hold(HttpContent part) {
        intake.hold(part);
        if (outgoing == null) {
            connection.wantsBody(isReceived());
        } else if (intake.mayPass()) {
            start(outgoing);
        }
    }

    private void start(Outgoing sent) {
        if (intake.isOver(sent.largestBody())) {
            giveUp(Refusals.TOO_LARGE);
            return;
        }
        body = Body.FORWARDED;
        HeldParts early = intake.pass(sent.request().headers());
        Forwarding begun = Forwarding.start(sent.upstream(), connection.loop(), sent.request(), early, this);
        if (!isOver && reply == null) {
            forwarding = begun;
        }
    }

    private void pass(HttpContent part) {
        if (outgoing != null && intake.isOver(outgoing.largestBody())) {
            part.release();
            giveUp(Refusals.TOO_LARGE);
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
        connection.write(head.own(own, isReceived() && !connection.isLast()));
        end();
    }

    private void end() {
        isOver = true;
        if (head.keepsConnection()) {
            connection.next();
        } else {
            connection.end(isReceived());
        }
    }
}
