package org.aitbc.gateway.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;

/** What services say about themselves. */
public final class ServicePages {

    private static final int PATIENCE_MILLIS = 2_000;

    private ServicePages() {}

    /** @throws IOException when the service cannot be reached, or answers anything but 200 */
    public static byte[] read(String url) throws IOException {
        URL page = URI.create(url).toURL();
        HttpURLConnection connection = (HttpURLConnection) page.openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
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
