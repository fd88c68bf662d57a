package org.aitbc.worker.inference;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.JobFailed;

/** Reads an answer line by line as the model server writes it; closing the stream is what stops the server. */
final class LineStream {

    private static final int ERROR_CAP = 4000;

    /** Takes one line. */
    @FunctionalInterface
    interface Sink {
        void accept(String line) throws JobFailed;
    }

    private LineStream() {}

    static void read(HttpClient http, HttpRequest request, Cancellation cancellation, Sink sink)
            throws JobFailed, InterruptedException {
        try {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                cancellation.onCancel(() -> close(body));
                if (answer.statusCode() / 100 != 2) {
                    throw new ServerRefused(answer.statusCode(), text(body));
                }
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    cancellation.check();
                    sink.accept(line);
                }
            }
        } catch (IOException e) {
            cancellation.check();
            throw new JobFailed("MODEL_SERVER_UNREACHABLE", request.uri() + ": " + e, true);
        }
        cancellation.check();
    }

    private static String text(InputStream body) throws IOException {
        return new String(body.readNBytes(ERROR_CAP), StandardCharsets.UTF_8).strip();
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The model server answered with an error. */
    static final class ServerRefused extends JobFailed {

        private final int status;

        ServerRefused(int status, String body) {
            super(
                    status == 404 ? "MODEL_NOT_AVAILABLE" : "MODEL_SERVER_ERROR",
                    "the model server answered " + status + ": " + body,
                    status >= 500 || status == 404);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
