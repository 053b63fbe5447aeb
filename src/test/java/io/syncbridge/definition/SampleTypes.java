package io.syncbridge.definition;

import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.mapping.transform.Transform;
import io.syncbridge.mapping.transform.TransformType;
import io.syncbridge.mapping.transform.TransformType.Parameter.Shape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Types of every kind of parameter and with every kind of trouble, for the reader's tests. */
record SampleTypes(String name, Kind kind, String loss, List<Parameter> parameters) implements TransformType {

    static TransformTypes all() {
        return new TransformTypes(List.of(
                new SampleTypes("text", Kind.TEXT, null, List.of()),
                new SampleTypes("number", Kind.NUMBER, null, List.of()),
                new SampleTypes("currency", Kind.NUMBER, null, List.of()),
                new SampleTypes("phone", Kind.TEXT, null, List.of(parameter("region", Shape.TEXT), parameter("format", Shape.TEXT))),
                new SampleTypes("rounded", Kind.NUMBER, "digits are cut off",
                        List.of(parameter("decimals", Shape.INTEGER), parameter("strict", Shape.BOOLEAN))),
                new SampleTypes("coded", Kind.TEXT, null, List.of(parameter("codes", Shape.MAP)))));
    }

    private static Parameter parameter(String name, Shape shape) {
        return new Parameter(name, shape, List.of(), null, "What " + name + " means.");
    }

    @Override
    public String description() {
        return "Values that are " + name + ".";
    }

    @Override
    public Transform create(Map<String, Object> settings) {
        if ("XX".equals(settings.get("region"))) {
            throw new IllegalArgumentException("there is no region XX.");
        }
        return new Transform() {

            @Override
            public Object toCanonical(Object systemValue) {
                return kind == Kind.NUMBER ? new BigDecimal(systemValue.toString()).stripTrailingZeros() : systemValue;
            }

            @Override
            public Object fromCanonical(Object canonicalValue) {
                return canonicalValue;
            }

            @Override
            public String loss() {
                return loss;
            }
        };
    }
}
