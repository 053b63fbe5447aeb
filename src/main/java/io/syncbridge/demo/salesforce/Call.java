package io.syncbridge.demo.salesforce;

/**
 * A request to the REST API.
 *
 * @param version as in the address, like {@code v59.0}
 */
record Call(Request request, String version) {

    Origin origin() {
        return Origin.api("rest", version, request.header("sforce-call-options"));
    }

    ApiException notAllowed(String allowed) {
        return new ApiException(405, "METHOD_NOT_ALLOWED",
                "HTTP Method '" + request.method() + "' not allowed. Allowed are " + allowed);
    }
}
