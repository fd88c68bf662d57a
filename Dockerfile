# All images: docker compose build. One of them: docker build --build-arg MODULE=miner-service -t aitbc/miner-service .
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG BASE_IMAGE=debian:trixie-slim

# does not know the module, so that all images share one Maven build; jars that are built already take its place as the
# context "build", see platform/compose-test
FROM ${BUILD_IMAGE} AS build
WORKDIR /build
# the commit that is built, since the repository itself is not copied
ARG AITBC_COMMIT=
COPY . .
RUN --mount=type=cache,target=/root/.m2 deploy/build-image-files /image

FROM ${BASE_IMAGE}
ARG MODULE
COPY --from=build /image/jre /opt/java
COPY --from=build /image/http-get /usr/local/bin/
COPY --from=build --chown=10001:10001 /image/home /var/lib/aitbc
COPY --from=build /image/${MODULE}/dependencies /app
COPY --from=build /image/${MODULE}/application /app
# by number: a cluster that wants to know that it is not root cannot look a name up
USER 10001:10001
WORKDIR /var/lib/aitbc
LABEL org.opencontainers.image.title="aitbc ${MODULE}"
# inside a container the loopback address is reached by nobody; the heap follows the container's memory limit; a replica that is gone
# is asked for no longer than its address is remembered
ENV PATH=/opt/java/bin:$PATH \
    AITBC_BIND=0.0.0.0 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED -Duser.home=/var/lib/aitbc -Dsun.net.inetaddr.ttl=5" \
    HEALTH_URL=""
# a module without a page of its own, such as the worker, is healthy as long as it runs
HEALTHCHECK --interval=5s --timeout=4s --start-period=180s --retries=6 \
    CMD [ -z "$HEALTH_URL" ] || http-get "$HEALTH_URL" >/dev/null
ENTRYPOINT ["java", "-jar", "/app/app.jar"]
