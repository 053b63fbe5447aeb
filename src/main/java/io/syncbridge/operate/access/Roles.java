package io.syncbridge.operate.access;

import java.util.List;

/** What people may do; each role includes the one before it (see {@code quarkus.http.auth.roles-mapping}). */
public final class Roles {

    /** May look. */
    public static final String VIEWER = "viewer";
    /** May settle, retry, discard, pause and poll. */
    public static final String OPERATOR = "operator";
    /** May release brakes and undo, and see the audit log. */
    public static final String ADMIN = "admin";

    static final List<String> ALL = List.of(VIEWER, OPERATOR, ADMIN);

    private Roles() {
    }
}
