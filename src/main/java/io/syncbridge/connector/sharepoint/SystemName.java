package io.syncbridge.connector.sharepoint;

import java.util.Optional;

/** A system of a sync, as routes and addresses name it. */
record SystemName(String sync, String system) {

    /** Reads {@code <sync>/<system>}; empty where it is something else or {@code null}. */
    static Optional<SystemName> of(String text) {
        String[] names = text == null ? new String[0] : text.split("/");
        return names.length == 2 ? Optional.of(new SystemName(names[0], names[1])) : Optional.empty();
    }

    @Override
    public String toString() {
        return sync + "/" + system;
    }
}
