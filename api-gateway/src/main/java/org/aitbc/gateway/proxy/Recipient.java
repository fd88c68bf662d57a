package org.aitbc.gateway.proxy;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import org.aitbc.gateway.problem.Problem;

/** Where the answer to a forwarded request goes. Everything is called on the event loop that both connections share. */
public interface Recipient {

    /** The answer begins; its headers are as the service sent them. */
    void begin(HttpResponse head);

    /** A part of the answer, which is the recipient's from now on; the last one is a {@code LastHttpContent}. */
    void part(HttpContent part);

    /** Nothing more is to come at the moment. */
    void flush();

    /** There is no answer. */
    void failed(Problem problem);

    /** The rest of an answer that has begun will not come. */
    void cut();

    /** Whether the service takes more of the request's body. */
    void wantsBody(boolean wanted);

    /** Whether there is room for more of the answer. */
    boolean isWritable();
}
