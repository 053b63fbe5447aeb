package io.syncbridge.connector.sharepoint;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;

/** A system of a sync, as routes and addresses name it. */
record SystemName(String sync, String system) {

    private static final Pattern ENDPOINT = Pattern.compile("sync:(?://)?([^/?]+)/([^/?]+).*");

    /** Returns which system the route is for that begins there; empty where it is for none. */
    static Optional<SystemName> of(Endpoint from) {
        if (from == null) {
            return Optional.empty();
        }
        var name = ENDPOINT.matcher(from.getEndpointUri());
        return name.matches() ? Optional.of(new SystemName(name.group(1), name.group(2))) : Optional.empty();
    }

    @Override
    public String toString() {
        return sync + "/" + system;
    }
}
