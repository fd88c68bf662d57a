# One file for every module: docker build --build-arg MODULE=miner-service -t aitbc/miner-service .
ARG JAVA=25

FROM maven:3.9-eclipse-temurin-${JAVA} AS build
ARG MODULE
WORKDIR /build
COPY . .
# the runnable jar is *-exec.jar where the plain one is also a library, else it has the module's own name
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -pl "${MODULE:?pass --build-arg MODULE=...}" -am -Dmaven.test.skip=true -Dspotless.check.skip=true package \
    && cp "$(ls "$MODULE"/target/*-exec.jar 2>/dev/null || echo "$MODULE/target/$MODULE.jar")" app.jar \
    && java -Djarmode=tools -jar app.jar extract --destination /app

FROM eclipse-temurin:${JAVA}-jre
ARG MODULE
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /var/lib/aitbc aitbc
COPY --from=build /app /app
USER aitbc
WORKDIR /var/lib/aitbc
LABEL org.opencontainers.image.title="aitbc ${MODULE}"
# inside a container the loopback address is reached by nobody; the heap follows the container's memory limit
ENV AITBC_BIND=0.0.0.0 \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED" \
    HEALTH_URL=""
# a module without a page of its own, such as the worker, is healthy as long as it runs
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --retries=6 \
    CMD [ -z "$HEALTH_URL" ] || curl -fsS -o /dev/null "$HEALTH_URL"
ENTRYPOINT ["java", "-jar", "/app/app.jar"]
