package org.aitbc.bench.chaos.load;

import java.io.IOException;
import java.time.Duration;
import org.aitbc.bench.http.Link;
import org.aitbc.bench.http.Link.Answer;
import org.jspecify.annotations.Nullable;

/** A connection to the gateway that is opened when first needed, and again after it broke. One thread uses it; any may cut it. */
public final class Line implements AutoCloseable {

    private final int port;
    private final String headers;
    private final Duration patience;
    private volatile @Nullable Link open;

    public Line(int port, String headers, Duration patience) {
        this.port = port;
        this.headers = headers;
        this.patience = patience;
    }

    public Answer post(String path, String json) throws IOException {
        return post(path, json, "");
    }

    /** @throws IOException when no answer came: what became of the request is unknown */
    public Answer post(String path, String json, String further) throws IOException {
        send(path, json, further);
        return read();
    }

    public void send(String path, String json, String further) throws IOException {
        Link link = open;
        if (link == null) {
            link = new Link(port, headers).giveUpAfter(patience);
            open = link;
        }
        try {
            link.send(path, json, further);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    public Answer read() throws IOException {
        Link link = open;
        if (link == null) {
            throw new IOException("the line was cut");
        }
        try {
            return link.read();
        } catch (IOException | RuntimeException e) {
            close();
            throw e instanceof IOException broken ? broken : new IOException("not an answer", e);
        }
    }

    @Override
    public void close() {
        Link link = open;
        open = null;
        if (link != null) {
            try {
                link.close();
            } catch (IOException e) {
                // it is gone either way
            }
        }
    }
}
