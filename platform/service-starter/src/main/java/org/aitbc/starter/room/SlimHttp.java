package org.aitbc.starter.room;

import org.apache.coyote.http11.Http11NioProtocol;

/** Tomcat's own with smaller buffers: thousands of requests wait here, and each keeps all of its buffers meanwhile. */
public final class SlimHttp extends Http11NioProtocol {

    public SlimHttp() {
        setProperty("socket.appReadBufSize", "2048");
        setProperty("socket.appWriteBufSize", "4096");
        // the gateway passes none on
        setMaxTrailerSize(256);
    }

    /** Of an answer before it is sent in parts. */
    @Override
    public int getDesiredBufferSize() {
        return 2048;
    }
}
