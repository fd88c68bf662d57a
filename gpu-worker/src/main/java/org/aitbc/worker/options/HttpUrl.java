package org.aitbc.worker.options;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Takes an option's value only if requests can be sent there. */
public final class HttpUrl implements ITypeConverter<String> {

    @Override
    public String convert(String text) {
        String url = text.strip();
        if (isHttp(url)) {
            return url;
        }
        throw new TypeConversionException("'" + url + "' is no http:// or https:// address"
                + (isHttp("http://" + url) ? ", did you mean http://" + url + "?" : ""));
    }

    private static boolean isHttp(String url) {
        try {
            URI uri = new URI(url);
            @Nullable String scheme = uri.getScheme();
            return uri.getHost() != null && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
