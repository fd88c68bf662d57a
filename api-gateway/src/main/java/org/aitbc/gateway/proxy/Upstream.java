package org.aitbc.gateway.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.AsciiString;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetSocketAddress;
import java.net.URI;

/** A service as the event loops reach it: each has connections of its own to it. */
public final class Upstream {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int HTTP = 80;

    private final Bootstrap bootstrap;
    private final AsciiString authority;
    private final String prefix;
    private final FastThreadLocal<Pool> pools = new FastThreadLocal<>();
    private final int mostPerLoop;
    private final long answerWithin;

    Upstream(URI url, Transport transport, Capacity capacity, ProxyProperties properties) {
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("a service's address reads http://host:port, not: " + url);
        }
        authority = AsciiString.of(url.getRawAuthority());
        prefix = url.getRawPath().replaceAll("/+$", "");
        mostPerLoop = Math.ceilDiv(capacity.callers(), transport.size());
        answerWithin = properties.responseTimeout().toNanos();
        int port = url.getPort() < 0 ? HTTP : url.getPort();
        bootstrap = new Bootstrap()
                .channel(transport.sockets())
                .resolver(transport.names())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .remoteAddress(InetSocketAddress.createUnresolved(url.getHost(), port));
    }

    /** What a request for it names as its host. */
    public AsciiString authority() {
        return authority;
    }

    /** What comes before each path. */
    public String prefix() {
        return prefix;
    }

    long answerWithin() {
        return answerWithin;
    }

    /** The connections of the loop that this is called on. */
    Pool pool(EventLoop loop) {
        Pool pool = pools.get();
        if (pool == null) {
            pool = new Pool(bootstrap.clone(loop), loop, mostPerLoop);
            pools.set(pool);
        }
        return pool;
    }
}
