package io.syncbridge.operate.access;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.syncbridge.model.Sha256;
import java.util.Iterator;
import java.util.TreeMap;

/**
 * Derives the key of the cookies by which browsers stay logged in from the configured key and from the people: where a password or a role is
 * changed, no session that was begun before goes on. Instances with the same settings have the same key.
 */
public class SessionKey implements ConfigSourceInterceptor {

    static final String KEY = "quarkus.http.auth.session.encryption-key";

    private static final long serialVersionUID = 1;
    private static final String PEOPLE = "bridge.people.";

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        return value == null || value.getValue() == null || !name.equals(KEY) ? value
                : value.withValue(Sha256.hex(value.getValue() + people(context)));
    }

    private static String people(ConfigSourceInterceptorContext context) {
        var people = new TreeMap<String, String>();
        for (Iterator<String> names = context.iterateNames(); names.hasNext();) {
            String name = names.next();
            if (name.startsWith(PEOPLE)) {
                ConfigValue value = context.proceed(name);
                people.put(name, value == null ? null : value.getValue());
            }
        }
        return people.toString();
    }
}
