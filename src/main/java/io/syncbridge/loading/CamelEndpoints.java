package io.syncbridge.loading;

import io.syncbridge.component.Plain;
import io.syncbridge.definition.Endpoints;
import io.syncbridge.definition.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.apache.camel.util.StringHelper;

/** The endpoints of the components in this program, as Camel's catalog and the components themselves describe them. */
final class CamelEndpoints implements Endpoints {

    private static final String LISTS = "META-INF/services/org/apache/camel/component.properties";

    private final CamelContext camel;
    private final Map<String, Optional<Kind>> known = new HashMap<>();

    CamelEndpoints(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public Optional<Kind> find(String scheme) {
        return known.computeIfAbsent(scheme, this::read);
    }

    private Optional<Kind> read(String scheme) {
        String json = names().contains(scheme) || camel.hasComponent(scheme) != null ? catalog().componentJSonSchema(scheme) : null;
        if (json != null) {
            return Optional.of(kind(JsonMapper.generateComponentModel(json)));
        }
        return exists(scheme) ? Optional.of(new Kind(null, List.of(), true, false, true, true)) : Optional.empty();
    }

    private boolean exists(String scheme) {
        try {
            return camel.getComponent(scheme, true, false) != null;
        } catch (RuntimeException unusable) {
            return false;
        }
    }

    private RuntimeCamelCatalog catalog() {
        return camel.getCamelContextExtension().getContextPlugin(RuntimeCamelCatalog.class);
    }

    private static Kind kind(ComponentModel model) {
        var options = new LinkedHashMap<String, Parameter>();
        var prefixes = new ArrayList<String>();
        for (EndpointOptionModel option : model.getEndpointParameterOptions()) {
            if (option.isMultiValue() && option.getPrefix() != null) {
                prefixes.add(option.getPrefix());
            }
            options.put(option.getName(), parameter(option));
            if (option.getOptionalPrefix() != null) {
                options.put(option.getOptionalPrefix() + option.getName(), parameter(option));
            }
        }
        return new Kind(Collections.unmodifiableMap(options), prefixes, model.isLenientProperties() || model.isApi(),
                model.getEndpointPathOptions().stream().anyMatch(BaseOptionModel::isRequired), !model.isProducerOnly(), !model.isConsumerOnly());
    }

    private static Parameter parameter(BaseOptionModel option) {
        return new Parameter(option.isMultiValue() ? "object" : option.getType(), option.getEnums() == null ? List.of() : option.getEnums(), option.isRequired());
    }

    @Override
    public Collection<String> names() {
        var names = new TreeSet<>(camel.getComponentNames());
        names.addAll(camel.getRegistry().findByTypeWithName(Component.class).keySet());
        try {
            for (URL list : Collections.list(camel.getApplicationContextClassLoader() == null ? getClass().getClassLoader().getResources(LISTS)
                    : camel.getApplicationContextClassLoader().getResources(LISTS))) {
                var properties = new Properties();
                try (InputStream file = list.openStream()) {
                    properties.load(file);
                }
                names.addAll(List.of(properties.getProperty("components", "").strip().split("\\s+")));
            }
        } catch (IOException unlisted) {
            return names;
        }
        return names;
    }

    @Override
    public boolean hasBean(String name) {
        return camel.getRegistry().lookupByName(name) != null;
    }

    @Override
    public Optional<String> failure(String uri) {
        try {
            boolean isUsed = camel.hasEndpoint(uri) != null;
            Endpoint endpoint = camel.getEndpoint(uri);
            if (!isUsed) {
                camel.removeEndpoint(endpoint);
            }
            return Optional.empty();
        } catch (Exception refused) {
            Throwable reason = refused;
            while (reason.getCause() != null) {
                reason = reason.getCause();
            }
            String message = String.valueOf(reason.getMessage());
            String unknown = StringHelper.between(message, "Unknown parameters=[{", "}]");
            return Optional.of(unknown == null ? Plain.sentence(Plain.reason(reason)) : "it has no option `" + unknown.replaceAll("=.*", "") + "`.");
        }
    }
}
