package io.syncbridge.connector.salesforce;

import io.syncbridge.BridgeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.support.jsse.KeyStoreParameters;

/** Reads a login's settings as Camel wants them. */
final class SalesforceLogin {

    private SalesforceLogin() {
    }

    static AuthenticationType kind(BridgeConfig.Salesforce settings) {
        if (settings.keystore().isPresent()) {
            return AuthenticationType.JWT;
        }
        if (settings.refreshToken().isPresent()) {
            return AuthenticationType.REFRESH_TOKEN;
        }
        return settings.username().isPresent() && settings.password().isPresent() ? AuthenticationType.USERNAME_PASSWORD
                : AuthenticationType.CLIENT_CREDENTIALS;
    }

    /** Returns the names of the settings without which there is no login. */
    static List<String> missing(BridgeConfig.Salesforce settings) {
        var missing = new ArrayList<String>();
        need(settings.clientId(), "client-id", missing);
        if (kind(settings) == AuthenticationType.JWT) {
            need(settings.username(), "username", missing);
            need(settings.keystorePassword(), "keystore-password", missing);
        } else {
            need(settings.clientSecret(), "client-secret", missing);
        }
        return missing;
    }

    private static void need(Optional<String> setting, String name, List<String> missing) {
        if (setting.isEmpty()) {
            missing.add(name);
        }
    }

    /** @param settings complete ones */
    static SalesforceLoginConfig of(BridgeConfig.Salesforce settings) {
        var config = new SalesforceLoginConfig() {
            /** Camel writes this into its log, refresh token and all. */
            @Override
            public String toString() {
                return getType() + " at " + getLoginUrl();
            }
        };
        config.setLazyLogin(true);
        config.setType(kind(settings));
        config.setLoginUrl(withoutSlash(settings.loginUrl()));
        config.setClientId(settings.clientId().orElseThrow());
        settings.clientSecret().ifPresent(config::setClientSecret);
        settings.username().ifPresent(config::setUserName);
        settings.password().ifPresent(config::setPassword);
        settings.refreshToken().ifPresent(config::setRefreshToken);
        settings.jwtAudience().ifPresent(config::setJwtAudience);
        settings.instanceUrl().map(SalesforceLogin::withoutSlash).ifPresent(config::setInstanceUrl);
        settings.keystore().ifPresent(file -> config.setKeystore(keystore(file, settings.keystorePassword().orElseThrow())));
        return config;
    }

    private static KeyStoreParameters keystore(String file, String password) {
        var keystore = new KeyStoreParameters();
        keystore.setResource(file.contains(":") ? file : "file:" + file);
        keystore.setPassword(password);
        return keystore;
    }

    private static String withoutSlash(String address) {
        return address.replaceFirst("/+$", "");
    }
}
