package org.aitbc.payment.webhooks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Makes one attempt: signs, posts, and reads no more of the answer than anybody will look at. */
@Component
class Sender implements DisposableBean {

    private static final int MOST_ANSWER_BYTES = 2_048;
    private static final int LONGEST_ERROR = 200;

    private final WebhookSettings settings;
    private final CloseableHttpClient client;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-attempt-", 0).factory());

    Sender(WebhookSettings settings, Targets targets) {
        this.settings = settings;
        this.client = OutboundClient.of(settings, targets);
    }

    /** Takes no longer than the timeout, look-up of the name included. */
    Answer send(Claim claim) throws InterruptedException {
        HttpPost post = post(claim);
        Future<Answer> exchange = threads.submit(() -> exchange(post));
        try {
            return exchange.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Answer.failed("no answer within " + settings.timeout().toSeconds() + " s");
        } catch (ExecutionException e) {
            return Answer.failed(reason(e.getCause() == null ? e : e.getCause()));
        } finally {
            post.abort();
            exchange.cancel(true);
        }
    }

    @Override
    public void destroy() throws IOException {
        threads.shutdownNow();
        client.close();
    }

    private static HttpPost post(Claim claim) {
        long seconds = Instant.now().getEpochSecond();
        HttpPost post = new HttpPost(claim.url());
        post.setHeader("webhook-id", claim.messageId());
        post.setHeader("webhook-timestamp", String.valueOf(seconds));
        post.setHeader("webhook-signature", claim.signatures(seconds));
        post.setEntity(new StringEntity(claim.body(), ContentType.APPLICATION_JSON));
        return post;
    }

    /** Closed gracefully, an answer would be read to its end. */
    private Answer exchange(HttpPost post) throws IOException {
        CloseableHttpResponse response = CloseableHttpResponse.adapt(client.executeOpen(null, post, null));
        try {
            return new Answer(response.getCode(), beginning(response.getEntity()), null);
        } finally {
            response.close(CloseMode.IMMEDIATE);
        }
    }

    private static @Nullable String beginning(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return null;
        }
        byte[] read = entity.getContent().readNBytes(MOST_ANSWER_BYTES);
        // PostgreSQL stores no NUL
        return new String(read, StandardCharsets.UTF_8).replace('\0', ' ');
    }

    /** For the endpoint's owner: what a library says may name our classes, or addresses that a name leads to. */
    private static String reason(Throwable cause) {
        return switch (cause) {
            case UnknownHostException unknown -> text(unknown);
            case SSLException _ -> "no TLS connection that can be trusted";
            case InterruptedIOException _ -> "no answer in time";
            case ConnectException _ -> "the connection was refused";
            case IOException _ -> "the connection broke off";
            default -> "cannot be sent";
        };
    }

    private static String text(UnknownHostException unknown) {
        String text = String.valueOf(unknown.getMessage());
        return text.substring(0, Math.min(text.length(), LONGEST_ERROR)).replace('\0', ' ');
    }
}
