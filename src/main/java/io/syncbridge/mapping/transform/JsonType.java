package io.syncbridge.mapping.transform;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Lists, objects and single values as JSON holds them. */
@ApplicationScoped
public class JsonType implements TransformType {

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String description() {
        return "A list, an object or a single value as JSON holds it; equal whatever the order of keys and the notation of numbers.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public Kind kind() {
        return Kind.JSON;
    }

    @Override
    public Transform create(Map<String, Object> settings) {
        return new Json();
    }

    private record Json() implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            return Structure.canonical(systemValue);
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            return Structure.canonical(canonicalValue);
        }
    }
}
