package io.syncbridge.connector.salesforce;

import java.util.Optional;
import java.util.regex.Pattern;

/** How many of an organization's API requests of a day are used up, as the header {@code Sforce-Limit-Info} says it. */
record ApiUsage(long used, long allowed) {

    private static final Pattern SHOWN = Pattern.compile("(?:^|[ ;,])api-usage=(\\d+)/(\\d+)");

    static Optional<ApiUsage> of(String header) {
        var shown = SHOWN.matcher(header);
        return shown.find() ? Optional.of(new ApiUsage(Long.parseLong(shown.group(1)), Long.parseLong(shown.group(2))))
                : Optional.empty();
    }

    boolean isAbove(int percent) {
        return used * 100 > allowed * percent;
    }
}
