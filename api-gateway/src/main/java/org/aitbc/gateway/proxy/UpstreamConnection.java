package org.aitbc.gateway.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A connection to a service, which carries one request at a time. */
final class UpstreamConnection extends ChannelInboundHandlerAdapter {

    private final Pool pool;
    private final Channel channel;
    private final Deadline deadline;
    private @Nullable Forwarding forwarding;

    UpstreamConnection(Pool pool, Channel channel, EventLoop loop) {
        this.pool = pool;
        this.channel = channel;
        deadline = new Deadline(loop, this::late);
    }

    static UpstreamConnection of(Channel channel) {
        return channel.pipeline().get(UpstreamConnection.class);
    }

    /** Whether it can take a request; it cannot where a request before could not be written. */
    boolean isOpen() {
        return channel.isActive() && !(channel instanceof DuplexChannel both && both.isOutputShutdown());
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    void carry(Forwarding request) {
        forwarding = request;
    }

    void expectWithin(long nanos) {
        deadline.set(nanos);
    }

    void expectNothing() {
        deadline.clear();
    }

    void closeUnlessUsedWithin(long nanos) {
        deadline.set(nanos);
    }

    void write(Object message) {
        var _ = channel.write(message, channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    void read(boolean wanted) {
        if (channel.config().isAutoRead() != wanted) {
            channel.config().setAutoRead(wanted);
        }
    }

    /** The request is answered, and another one may follow. */
    void release() {
        forwarding = null;
        read(true);
        pool.giveBack(this);
    }

    /** Closes it and forgets its request. */
    void drop() {
        forwarding = null;
        var _ = channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (forwarding != null) {
            forwarding.received(message);
        } else {
            ReferenceCountUtil.release(message);
            var _ = context.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (forwarding != null) {
            forwarding.received();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (forwarding != null) {
            forwarding.writable(channel.isWritable());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.end();
        pool.closed(this);
        if (forwarding != null) {
            Forwarding carried = forwarding;
            forwarding = null;
            carried.lost();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // a service that takes no more of a request may have said why: what is left to read ends with its end
        if (!(cause instanceof IOException)) {
            var _ = context.close();
        }
    }

    private void late() {
        Forwarding carried = forwarding;
        drop();
        if (carried != null) {
            carried.late();
        }
    }
}
