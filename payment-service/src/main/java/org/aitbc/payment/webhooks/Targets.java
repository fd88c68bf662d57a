package org.aitbc.payment.webhooks;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.aitbc.domain.error.Invalid;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Where deliveries may go. It is the sender's own resolver, so the addresses that are checked are the ones that are
 * connected to, whatever the name leads to a moment later.
 */
final class Targets implements DnsResolver {

    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
    /** What some resolvers read as an address: decimal, octal, hexadecimal or short forms. */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");

    private static final int LAST_PORT = 65_535;

    private final WebhookSettings settings;
    private final DnsResolver names;
    private final Set<String> allowed;

    Targets(WebhookSettings settings, DnsResolver names) {
        this.settings = settings;
        this.names = names;
        this.allowed = Set.copyOf(settings.allowHosts());
    }

    /** @throws Invalid when this is no address that deliveries may go to */
    void check(String url) {
        URI uri = uri(url);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw refused("must begin with https:// or http://");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            throw refused("must name a host, and no port or one up to 65535");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw refused("may hold neither user nor fragment");
        }
        try {
            resolve(uri.getHost());
        } catch (UnknownHostException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        String name = host.toLowerCase(Locale.ROOT);
        if (settings.allowPrivate() || allowed.contains(name)) {
            return names.resolve(host);
        }
        if (ENDS_IN_NUMBER.matcher(name).matches() && !IPV4.matcher(name).matches()) {
            throw new UnknownHostException("host must be a name or a plain IP address");
        }
        InetAddress[] addresses = find(host);
        if (addresses.length == 0 || !Arrays.stream(addresses).allMatch(address -> isPublic(name, address))) {
            throw new UnknownHostException("host must lead to public addresses only");
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private InetAddress[] find(String host) throws UnknownHostException {
        try {
            return names.resolve(host);
        } catch (UnknownHostException unknown) {
            throw new UnknownHostException("host cannot be resolved");
        }
    }

    /** Java turns an IPv4-mapped literal into an IPv4 address; other stacks may not. */
    private static boolean isPublic(String name, InetAddress address) {
        boolean mapped = address instanceof Inet4Address && name.indexOf(':') >= 0;
        return !mapped && PublicAddresses.contains(address);
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw refused("is not a URL");
        }
    }

    private static Invalid refused(String reason) {
        return new Invalid("INVALID_WEBHOOK_URL", "url: " + reason);
    }
}
