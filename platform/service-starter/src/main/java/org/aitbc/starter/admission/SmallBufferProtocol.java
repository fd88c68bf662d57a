package org.aitbc.starter.admission;

import org.apache.coyote.http11.Http11NioProtocol;

/**
 * Tomcat's own with smaller buffers: thousands of requests wait here, and each keeps all of its connection's buffers meanwhile.
 * For the one of answers there is no setting, and it takes 18 kB of the 64 kB that a connection may.
 */
public final class SmallBufferProtocol extends Http11NioProtocol {

    public SmallBufferProtocol() {
        setProperty("socket.appReadBufSize", "2048");
        setProperty("socket.appWriteBufSize", "4096");
        // the gateway passes none on
        setMaxTrailerSize(256);
    }

    @Override
    public int getDesiredBufferSize() {
        return 2048;
    }
}
