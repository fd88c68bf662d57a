package org.aitbc.gateway.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import org.aitbc.gateway.access.Pass;
import org.aitbc.gateway.proxy.Deadline;
import org.jspecify.annotations.Nullable;

/** A connection of a caller. Its requests are answered one after the other; what comes early waits. */
final class ClientConnection extends ChannelInboundHandlerAdapter {

    private final SocketChannel channel;
    private final Stages stages;
    private final Patience patience;
    private final boolean isSurplus;
    private final Deadline deadline;
    private final Queue<Object> later = new ArrayDeque<>(1);
    private @Nullable Exchange exchange;
    private @Nullable Pass pass;
    private boolean wantsBody = true;
    private boolean isReading;
    private boolean isTaking;
    private boolean isLast;
    private boolean isOver;

    /** @param isSurplus it is told to come again */
    ClientConnection(SocketChannel channel, Stages stages, Patience patience, boolean isSurplus) {
        this.channel = channel;
        this.stages = stages;
        this.patience = patience;
        this.isSurplus = isSurplus;
        deadline = new Deadline(channel.eventLoop(), this::late);
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    SocketAddress remote() {
        return channel.remoteAddress();
    }

    boolean isSurplus() {
        return isSurplus;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** Whether more of what was sent may come before anything else is done. */
    boolean isReading() {
        return isReading || isTaking || !later.isEmpty();
    }

    @Nullable
    Pass pass() {
        return pass;
    }

    void keep(@Nullable Pass shown) {
        pass = shown;
    }

    void write(Object message) {
        var _ = channel.write(message, channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    void wantsBody(boolean wanted) {
        if (wanted && !wantsBody) {
            grantTime();
        }
        wantsBody = wanted;
        readOrNot();
    }

    /** Asks for the body that the caller holds back. It is no answer, so the encoder must not count it as one. */
    void askForBody() {
        var _ = channel.pipeline().context(HttpServerCodec.class).writeAndFlush(Framing.askForBody());
    }

    /** The answer under way is the last one of this connection. */
    boolean isLast() {
        return isLast;
    }

    /** Closes as soon as nothing is under way. */
    void endSoon() {
        isLast = true;
        if (exchange == null) {
            var _ = channel.close();
        }
    }

    void cut() {
        var _ = channel.close();
    }

    /** The exchange is answered, and the next one may begin. */
    void next() {
        if (isLast) {
            end(true);
            return;
        }
        flush();
        exchange = null;
        wantsBody(true);
        deadline.set(patience.idleNanos());
        if (!isTaking) {
            takeLater();
        }
    }

    /** The exchange is answered, and the connection ends with it. */
    void end(boolean isReceived) {
        isOver = true;
        exchange = null;
        if (isReceived) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        // Closed at once, the system would throw away an answer that a caller in the middle of sending has not read.
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
            var _ = channel.shutdownOutput();
        });
        wantsBody(true);
        deadline.set(Patience.LINGER_NANOS);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline.set(patience.idleNanos());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        isReading = true;
        if (isOver) {
            ReferenceCountUtil.release(message);
        } else if (isExpected()) {
            take(message);
            takeLater();
        } else {
            later.add(message);
            readOrNot();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        isReading = false;
        if (exchange != null) {
            exchange.readComplete();
            if (exchange != null && exchange.earnsTime()) {
                deadline.set(patience.bodyNanos());
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.writable(channel.isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.end();
        isOver = true;
        if (exchange != null) {
            exchange.abandon();
            exchange = null;
        }
        later.forEach(ReferenceCountUtil::release);
        later.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }

    private boolean isExpected() {
        return later.isEmpty() && (exchange == null || !exchange.isReceived());
    }

    private void take(Object message) {
        isTaking = true;
        if (exchange == null && message instanceof HttpRequest request) {
            deadline.clear();
            exchange = stages.exchange(this, request);
            stages.begin(exchange);
        }
        if (message instanceof HttpContent part) {
            if (exchange != null) {
                exchange.received(part);
            } else {
                part.release();
            }
        }
        isTaking = false;
    }

    private void takeLater() {
        boolean hasTaken = false;
        while (!later.isEmpty() && !isOver && (exchange == null || !exchange.isReceived())) {
            take(later.remove());
            hasTaken = true;
        }
        if (hasTaken) {
            readOrNot();
            if (!isReading && exchange != null) {
                exchange.readComplete();
            }
        }
    }

    private void readOrNot() {
        boolean wanted = wantsBody && later.isEmpty();
        if (channel.config().isAutoRead() != wanted) {
            channel.config().setAutoRead(wanted);
        }
    }

    private void late() {
        if (exchange == null) {
            var _ = channel.close();
        } else if (!exchange.isReceived() && wantsBody) {
            exchange.tooSlow();
        } else {
            grantTime();
        }
    }

    private void grantTime() {
        if (exchange != null && !exchange.isReceived()) {
            deadline.set(patience.bodyNanos());
        }
    }
}
