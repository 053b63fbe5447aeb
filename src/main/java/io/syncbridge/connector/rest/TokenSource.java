package io.syncbridge.connector.rest;

/** Gives access tokens for OAuth2, by the name of the client in the configuration. */
public interface TokenSource {

    /**
     * @param fresh whether the last token was refused, so that a new one must be asked for
     * @throws RuntimeException if there is no such client or the authorization server gives no token
     */
    String token(String client, boolean fresh);
}
