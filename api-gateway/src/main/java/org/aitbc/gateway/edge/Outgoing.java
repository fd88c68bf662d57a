package org.aitbc.gateway.edge;

import io.netty.handler.codec.http.HttpRequest;
import org.aitbc.gateway.proxy.Upstream;

/**
 * What is sent to a service.
 *
 * @param request full when it has no body
 * @param largestBody that may come
 */
record Outgoing(Upstream upstream, HttpRequest request, long largestBody) {}
