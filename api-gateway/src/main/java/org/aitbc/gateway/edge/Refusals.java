package org.aitbc.gateway.edge;

import io.netty.handler.codec.http.HttpResponseStatus;
import org.aitbc.gateway.problem.Problem;

/** What is said to callers of whom there are too many, or who send too much or too slowly. */
final class Refusals {

    static final Problem TOO_LARGE = Problem.of(
            HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
            "PAYLOAD_TOO_LARGE",
            "the request body is larger than allowed");
    static final Problem TOO_SLOW =
            Problem.of(HttpResponseStatus.REQUEST_TIMEOUT, "REQUEST_TIMEOUT", "the request body did not come in time");
    static final Problem CROWDED = Problem.passing(
            HttpResponseStatus.SERVICE_UNAVAILABLE,
            "OVERLOADED",
            "the gateway has as many callers as it can hold; try again in a moment",
            1);

    private Refusals() {}
}
