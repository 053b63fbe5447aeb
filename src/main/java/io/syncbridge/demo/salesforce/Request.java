package io.syncbridge.demo.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A request to the simulated organization.
 *
 * @param base the address under which the caller found the organization, without a slash at the end
 * @param path what follows it, still encoded, like {@code /services/data/v59.0/query}
 * @param parameters of the address and of a form
 * @param headers their names in lower case
 */
record Request(String base, String method, String path, Map<String, String> parameters, Map<String, String> headers, String body) {

    /** Returns the parts of the path, decoded and without empty ones: a slash at the end means nothing. */
    List<String> parts() {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8)).toList();
    }

    String header(String name) {
        return headers.get(name);
    }

    /** @throws ApiException 400 if the parameter is not given */
    String required(String parameter) {
        String value = parameters.get(parameter);
        if (value == null || value.isBlank()) {
            throw new ApiException(400, "MISSING_ARGUMENT", "The " + parameter + " parameter is required.");
        }
        return value;
    }

    /** @throws ApiException 400 if the body is no JSON */
    JsonNode json() {
        if (body.isBlank()) {
            throw ApiException.unreadable("The HTTP entity body is required, but this request has no entity body.");
        }
        return Json.tree(body);
    }

    boolean flag(String parameter) {
        return Boolean.parseBoolean(parameters.get(parameter));
    }

    /** A request within this one, as the same caller. */
    Request inner(String innerMethod, String innerPath, Map<String, String> innerParameters, String innerBody) {
        return new Request(base, innerMethod, innerPath, innerParameters, headers, innerBody);
    }
}
