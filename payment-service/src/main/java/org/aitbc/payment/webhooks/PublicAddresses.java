package org.aitbc.payment.webhooks;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Tells addresses of the public Internet from all others (IANA's registries of special-purpose addresses). */
final class PublicAddresses {

    /** What is shared, loopback, link-local (metadata services too), documentation, benchmark, multicast or reserved. */
    private static final List<Block> NOT_IPV4 = blocks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");

    /** Only what is handed out; so neither unique-local nor mapped or translated IPv4. */
    private static final List<Block> IPV6 = blocks("2000::/3");

    /** Tunnels that carry an IPv4 address (Teredo, 6to4), and documentation. */
    private static final List<Block> NOT_IPV6 = blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private PublicAddresses() {}

    private record Block(BigInteger prefix, int hostBits) {

        static Block of(String text) {
            String[] parts = text.split("/", 2);
            InetAddress first = InetAddress.ofLiteral(parts[0]);
            int hostBits = first.getAddress().length * Byte.SIZE - Integer.parseInt(parts[1]);
            return new Block(number(first).shiftRight(hostBits), hostBits);
        }

        boolean holds(InetAddress address) {
            return number(address).shiftRight(hostBits).equals(prefix);
        }
    }

    static boolean contains(InetAddress address) {
        return address instanceof Inet4Address ? !anyHolds(NOT_IPV4, address) : isPublicIpv6(address);
    }

    private static boolean isPublicIpv6(InetAddress address) {
        return anyHolds(IPV6, address) && !anyHolds(NOT_IPV6, address);
    }

    private static boolean anyHolds(List<Block> blocks, InetAddress address) {
        return blocks.stream().anyMatch(block -> block.holds(address));
    }

    private static List<Block> blocks(String... texts) {
        return Stream.of(texts).map(Block::of).toList();
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }
}
