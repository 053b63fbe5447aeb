package io.syncbridge.connector.sharepoint;

import io.syncbridge.BridgeConfig;

/** Gives access tokens for the configured logins. */
interface GraphLogin {

    /**
     * @param connection the login's name under {@code bridge.sharepoint}
     * @param fresh whether the last token was refused, so that a new one must be asked for
     * @throws RuntimeException if no token is given, with what to check; the message holds no secret
     */
    String token(String connection, BridgeConfig.SharePoint settings, boolean fresh);

    /** Returns where the login's tokens are given. */
    static String tokenAddress(BridgeConfig.SharePoint settings) {
        return settings.tokenUrl().orElseGet(() ->
                "https://login.microsoftonline.com/" + settings.tenant().orElseThrow() + "/oauth2/v2.0/token");
    }
}
