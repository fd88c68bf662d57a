package org.aitbc.gateway;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** One of several hosts of a service, which may die and come back where it was. */
public final class Replica {

    private final String name;
    private final int port;
    private final ChannelGroup callers = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private DisposableServer server;

    Replica(String name) {
        this.name = name;
        server = bind(0);
        port = server.port();
    }

    public String url() {
        return "http://localhost:" + port;
    }

    public void die() {
        server.disposeNow();
        callers.close().syncUninterruptibly();
    }

    public void comeBack() {
        server = bind(port);
    }

    private DisposableServer bind(int wanted) {
        return HttpServer.create()
                .host("localhost")
                .port(wanted)
                .doOnConnection(caller -> callers.add(caller.channel()))
                .handle((request, response) -> request.receive()
                        .then(response.sendString(Mono.just(name)).then()))
                .bindNow();
    }
}
