package io.syncbridge.mapping;

import io.syncbridge.mapping.transform.TransformType;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The transform types that definitions can name. */
public final class TransformTypes {

    private final Map<String, TransformType> byName = new TreeMap<>();

    /** @throws IllegalStateException if two types have the same name */
    public TransformTypes(Iterable<TransformType> types) {
        for (TransformType type : types) {
            TransformType other = byName.putIfAbsent(type.name(), type);
            if (other != null) {
                throw new IllegalStateException("Two transform types are called '" + type.name() + "': " + other.getClass()
                        + " and " + type.getClass() + ".");
            }
        }
    }

    public Optional<TransformType> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns all types, by name. */
    public Collection<TransformType> all() {
        return Collections.unmodifiableCollection(byName.values());
    }
}
