package io.syncbridge.connector.salesforce;

import java.util.ArrayList;
import java.util.List;

/** Cuts lists into what one request takes. */
final class Parts {

    private Parts() {
    }

    static <T> List<List<T>> of(List<T> all, int size) {
        var parts = new ArrayList<List<T>>();
        for (int from = 0; from < all.size(); from += size) {
            parts.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return parts;
    }
}
