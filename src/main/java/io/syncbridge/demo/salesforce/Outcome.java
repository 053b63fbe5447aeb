package io.syncbridge.demo.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of one write.
 *
 * @param id the record's; {@code null} where there is none
 * @param failure {@code null} for success
 */
record Outcome(String id, boolean created, ApiException failure) {

    static Outcome failed(String id, ApiException failure) {
        return new Outcome(id, false, failure);
    }

    boolean success() {
        return failure == null;
    }

    /** Returns the id. @throws ApiException the failure, where it failed */
    String orThrow() {
        if (failure != null) {
            throw failure;
        }
        return id;
    }

    List<ApiError> errors() {
        return failure == null ? List.of() : failure.errors();
    }

    /** As one of the results of a request for several records. */
    Map<String, Object> shown(boolean withCreated) {
        var shown = new LinkedHashMap<String, Object>();
        if (id != null && success()) {
            shown.put("id", id);
        }
        shown.put("success", success());
        shown.put("errors", errors().stream().map(ApiError::inResult).toList());
        if (withCreated) {
            shown.put("created", created);
        }
        return shown;
    }
}
