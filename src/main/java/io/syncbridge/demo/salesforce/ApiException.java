package io.syncbridge.demo.salesforce;

import java.util.List;

/** A request, or the write of one record, that Salesforce refuses. */
class ApiException extends RuntimeException {

    private static final String UNREADABLE = "JSON_PARSER_ERROR";

    private final int status;
    private final transient List<ApiError> errors;

    ApiException(int status, List<ApiError> errors) {
        super(errors.get(0).message(), null, false, false);
        this.status = status;
        this.errors = errors;
    }

    ApiException(int status, String code, String message, String... fields) {
        this(status, List.of(ApiError.of(code, message, fields)));
    }

    static ApiException missing() {
        return new ApiException(404, "NOT_FOUND", "The requested resource does not exist");
    }

    static ApiException unreadable(String why) {
        return new ApiException(400, UNREADABLE, why);
    }

    /** Says whether the request cannot be read, so that nothing of it is done. */
    boolean isUnreadable() {
        return errors.get(0).code().equals(UNREADABLE);
    }

    int status() {
        return status;
    }

    List<ApiError> errors() {
        return errors;
    }
}
