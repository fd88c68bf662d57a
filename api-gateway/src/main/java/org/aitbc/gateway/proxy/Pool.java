package org.aitbc.gateway.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.aitbc.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;

/** The connections of one event loop to one service; the one used last is used next. */
final class Pool {

    // Shorter than a server's own limit, so that no request meets a connection that is just closing.
    private static final long UNUSED_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final HttpDecoderConfig DECODER =
            new HttpDecoderConfig().setMaxInitialLineLength(8 * 1024).setMaxHeaderSize(64 * 1024);
    private static final Problem EXHAUSTED = Problem.unavailable("too many requests wait for this service");

    private final Bootstrap bootstrap;
    private final int most;
    private final Deque<UpstreamConnection> unused = new ArrayDeque<>();
    private int open;

    Pool(Bootstrap bootstrap, EventLoop loop, int most) {
        this.most = most;
        this.bootstrap = bootstrap.handler(new ChannelInitializer<SocketChannel>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline()
                        .addLast(new HttpClientCodec(DECODER, false, false))
                        .addLast(new UpstreamConnection(Pool.this, channel, loop));
            }
        });
    }

    /** Finds a connection for a request, or tells it that there is none. */
    void lend(Forwarding forwarding) {
        UpstreamConnection used = used();
        if (used != null) {
            forwarding.send(used, true);
        } else {
            lendNew(forwarding);
        }
    }

    void lendNew(Forwarding forwarding) {
        if (open >= most) {
            forwarding.end(EXHAUSTED);
            return;
        }
        open++;
        bootstrap.connect().addListener(connecting -> connected(connecting, forwarding));
    }

    void giveBack(UpstreamConnection connection) {
        unused.addLast(connection);
        connection.closeUnlessUsedWithin(UNUSED_NANOS);
    }

    void closed(UpstreamConnection connection) {
        open--;
        // those that time out are the first
        unused.removeFirstOccurrence(connection);
    }

    private @Nullable UpstreamConnection used() {
        UpstreamConnection connection = unused.pollLast();
        while (connection != null && !connection.isOpen()) {
            connection = unused.pollLast();
        }
        return connection;
    }

    private void connected(Future<? super Void> connecting, Forwarding forwarding) {
        if (connecting.isSuccess()) {
            forwarding.send(UpstreamConnection.of(((ChannelFuture) connecting).channel()), false);
        } else {
            open--;
            forwarding.end(Forwarding.UNREACHABLE);
        }
    }
}
