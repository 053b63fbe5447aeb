package io.syncbridge.demo.salesforce;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that callers have opened. They end with the simulation, or when a test ends them. */
final class Sessions {

    private final SecureRandom random = new SecureRandom();
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    /** Returns the session's id, which is also the access token. */
    String open() {
        var secret = new byte[48];
        random.nextBytes(secret);
        String token = Ids.ORGANIZATION.substring(0, 15) + "!AQ"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret).replace('-', '.');
        open.add(token);
        return token;
    }

    boolean isOpen(String token) {
        return open.contains(token);
    }

    void close(String token) {
        open.remove(token);
    }

    void expireAll() {
        open.clear();
    }

    /** @param authorization the header: {@code Bearer} or {@code OAuth} and the token. @throws ApiException 401 */
    void check(String authorization) {
        String token = authorization == null ? "" : authorization.replaceFirst("^(?i)(Bearer|OAuth)\\s+", "");
        if (!isOpen(token)) {
            throw new ApiException(401, "INVALID_SESSION_ID", "Session expired or invalid");
        }
    }
}
