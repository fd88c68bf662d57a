package org.aitbc.endtoend.security;

import java.util.Locale;

/** Who calls; the columns of the access table, in their order. */
enum Who {
    ANONYMOUS("none"),
    OTHER_CLIENT("client"),
    OTHER_MINER("miner"),
    CLIENT("client"),
    MINER("miner"),
    ADMIN("admin"),
    /** With a key of the owner's that it has revoked. */
    REVOKED("client"),
    /** Past the gateway, with tokens that are not right. */
    TAMPERED("none");

    private final String role;

    Who(String role) {
        this.role = role;
    }

    String role() {
        return role;
    }

    /** Whether what it sees must show nothing of the owner's. */
    boolean isStranger() {
        return this != CLIENT && this != MINER && this != ADMIN;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
