package org.aitbc.gateway.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.time.Duration;

/** What services say about themselves. */
public final class ServicePages {

    private static final int TO_CONNECT_MILLIS = 2_000;

    private ServicePages() {}

    /**
     * @param patience how long the service may take to answer
     * @throws IOException when it cannot be reached, takes longer, or answers anything but 200
     */
    public static byte[] read(String url, Duration patience) throws IOException {
        URL page = URI.create(url).toURL();
        HttpURLConnection connection = (HttpURLConnection) page.openConnection();
        connection.setConnectTimeout(TO_CONNECT_MILLIS);
        connection.setReadTimeout((int) patience.toMillis());
        try (InputStream in = connection.getInputStream()) {
            if (connection.getResponseCode() != 200) {
                throw new IOException("answered " + connection.getResponseCode());
            }
            return in.readAllBytes();
        } finally {
            connection.disconnect();
        }
    }
}
