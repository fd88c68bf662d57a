package org.aitbc.gateway.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.Map;
import org.aitbc.gateway.proxy.Capacity;
import org.aitbc.gateway.proxy.Transport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.stereotype.Component;

/** Listens for callers. */
@Component
class EdgeServer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(EdgeServer.class);
    // five thousand workers may come back at once
    private static final int BACKLOG = 4096;
    private static final HttpDecoderConfig DECODER = new HttpDecoderConfig()
            .setMaxInitialLineLength(8 * 1024)
            .setMaxHeaderSize(16 * 1024)
            .setMaxChunkSize(64 * 1024)
            .setStrictLineParsing(true)
            .setUseRfc9112TransferEncoding(true);

    private final InetSocketAddress address;
    private final Patience patience;
    private final Transport transport;
    private final Capacity capacity;
    private final Stages stages;
    private final ConfigurableEnvironment environment;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private volatile @Nullable Channel listening;

    EdgeServer(
            @Value("${server.address}") String host,
            @Value("${server.port}") int port,
            Patience patience,
            Transport transport,
            Capacity capacity,
            Stages stages,
            ConfigurableEnvironment environment) {
        address = new InetSocketAddress(host, port);
        this.patience = patience;
        this.transport = transport;
        this.capacity = capacity;
        this.stages = stages;
        this.environment = environment;
    }

    @Override
    public void start() {
        Channel channel = new ServerBootstrap()
                .group(transport.group())
                .channel(transport.servers())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Connections())
                .bind(address)
                .syncUninterruptibly()
                .channel();
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        // where whoever asked for any free port looks for it
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("server.ports", Map.of("local.server.port", port)));
        listening = channel;
        log.info("listening on port {}", port);
    }

    /** Takes no further requests, lets those under way be answered, then calls back. */
    @Override
    public void stop(Runnable callback) {
        close();
        connections.forEach(EdgeServer::endSoon);
        connections.newCloseFuture().addListener(_ -> callback.run());
    }

    @Override
    public void stop() {
        close();
        connections.close().awaitUninterruptibly();
    }

    @Override
    public boolean isRunning() {
        return listening != null;
    }

    private void close() {
        Channel channel = listening;
        listening = null;
        if (channel != null) {
            channel.close().awaitUninterruptibly();
        }
    }

    private static void endSoon(Channel channel) {
        channel.eventLoop().execute(() -> {
            ClientConnection connection = channel.pipeline().get(ClientConnection.class);
            if (connection != null) {
                connection.endSoon();
            }
        });
    }

    private final class Connections extends ChannelInitializer<SocketChannel> {

        @Override
        protected void initChannel(SocketChannel channel) {
            int open = connections.size();
            if (open >= capacity.callers()) {
                var _ = channel.close();
                return;
            }
            connections.add(channel);
            // the last eighth is for those that are told that there is no room
            boolean isSurplus = open >= capacity.callers() - capacity.callers() / 8;
            channel.pipeline()
                    .addLast(new HttpServerCodec(DECODER))
                    .addLast(new ClientConnection(channel, stages, patience, isSurplus));
        }
    }
}
