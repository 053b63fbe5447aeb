package io.syncbridge.operate.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionKeyTest {

    private static final Map<String, String> SETTINGS = Map.of(SessionKey.KEY, "a key of 16 characters", "bridge.people.anna.password", "$2a$12$one",
            "bridge.people.anna.roles", "admin");

    @Test
    void aChangedPasswordOrRoleMakesAnotherKeyAndNothingElseDoes() {
        String key = key(SETTINGS);
        assertThat(key).hasSizeGreaterThanOrEqualTo(16).isNotEqualTo("a key of 16 characters");
        assertThat(key(with("bridge.store.url", "jdbc:h2:mem:other"))).isEqualTo(key);
        assertThat(key(with("bridge.people.anna.password", "$2a$12$two"))).isNotEqualTo(key);
        assertThat(key(with("bridge.people.anna.roles", "viewer"))).isNotEqualTo(key);
        assertThat(key(with("bridge.people.berta.roles", "viewer"))).isNotEqualTo(key);
        assertThat(key(with(SessionKey.KEY, "another key of 16"))).isNotEqualTo(key);
    }

    @Test
    void withoutAKeyThereIsNone() {
        var settings = new HashMap<>(SETTINGS);
        settings.remove(SessionKey.KEY);
        assertThat(key(settings)).isNull();
    }

    private static Map<String, String> with(String name, String value) {
        var settings = new HashMap<>(SETTINGS);
        settings.put(name, value);
        return settings;
    }

    private static String key(Map<String, String> settings) {
        return new SmallRyeConfigBuilder().withInterceptors(new SessionKey()).withSources(new PropertiesConfigSource(settings, "settings", 100)).build()
                .getConfigValue(SessionKey.KEY).getValue();
    }
}
