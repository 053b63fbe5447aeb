package io.syncbridge.loading;

import io.syncbridge.definition.Placeholders;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.eclipse.microprofile.config.ConfigProvider;

/** The settings as Camel finds them for routes. */
final class CamelSettings implements Placeholders {

    private final CamelContext camel;

    CamelSettings(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public Optional<String> resolve(String text) {
        try {
            return Optional.ofNullable(camel.resolvePropertyPlaceholders(text));
        } catch (IllegalArgumentException unset) {
            return Optional.empty();
        }
    }

    @Override
    public Collection<String> names() {
        var names = new TreeSet<String>();
        camel.getPropertiesComponent().loadProperties().stringPropertyNames().forEach(names::add);
        ConfigProvider.getConfig().getPropertyNames().forEach(names::add);
        return names;
    }
}
