package io.syncbridge.component;

import io.syncbridge.mapping.Filter;
import java.util.Map;
import org.apache.camel.Message;

/** What a connector is asked to report in a scan. */
public final class ScanFilter {

    private ScanFilter() {
    }

    /**
     * Returns the filter that a call of {@code changes} may carry out, in whole or in part: what is reported beyond it does no
     * harm, what it lets through must not be missing.
     *
     * @throws IllegalArgumentException if the header holds something else
     */
    public static Filter of(Message message) {
        Map<?, ?> wanted = message.getHeader(SyncHeaders.FILTER, Map.of(), Map.class);
        return Filter.of(wanted);
    }
}
