package io.syncbridge.mapping;

import io.syncbridge.mapping.transform.TransformType;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The transform types that definition files can name. */
public final class TransformTypes {

    private final Map<String, TransformType> types;

    /** @throws IllegalArgumentException where two types have one name */
    public TransformTypes(Iterable<TransformType> types) {
        var byName = new TreeMap<String, TransformType>();
        for (TransformType type : types) {
            TransformType other = byName.put(type.name(), type);
            if (other != null) {
                throw new IllegalArgumentException("two transform types are called \"" + type.name() + "\": "
                        + other.getClass().getName() + " and " + type.getClass().getName());
            }
        }
        this.types = Collections.unmodifiableMap(byName);
    }

    public Optional<TransformType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** All types, in the order of their names. */
    public Collection<TransformType> all() {
        return types.values();
    }
}
