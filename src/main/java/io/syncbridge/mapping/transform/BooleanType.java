package io.syncbridge.mapping.transform;

import io.syncbridge.mapping.transform.TransformType.Parameter.Shape;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Yes or no, in the words of each system. */
@ApplicationScoped
public class BooleanType implements TransformType {

    private static final Parameter YES = new Parameter("yes", Shape.TEXT, List.of(), null,
            "The system's text for yes; JSON true where it is not given.");
    private static final Parameter NO = new Parameter("no", Shape.TEXT, List.of(), null,
            "The system's text for no; JSON false where it is not given.");

    @Override
    public String name() {
        return "boolean";
    }

    @Override
    public String description() {
        return "Yes or no; read as true/false, yes/no, y/n, 1/0 in any case, beside the system's own words.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(YES, NO);
    }

    @Override
    public Kind kind() {
        return Kind.BOOLEAN;
    }

    @Override
    public Transform create(Map<String, Object> settings) {
        var given = new Settings(settings);
        String yes = given.text(YES);
        String no = given.text(NO);
        if ((yes == null) != (no == null)) {
            throw new IllegalArgumentException("`yes` and `no` are given together or not at all.");
        }
        if (yes == null) {
            return new Words(true, false, words());
        }
        if (word(yes).isEmpty() || word(no).isEmpty() || word(yes).equals(word(no))) {
            throw new IllegalArgumentException("`yes` and `no` must be two different words.");
        }
        Map<String, Boolean> words = words();
        words.put(word(yes), true);
        words.put(word(no), false);
        return new Words(yes, no, words);
    }

    private static Map<String, Boolean> words() {
        return new HashMap<>(Map.of("true", true, "yes", true, "y", true, "1", true,
                "false", false, "no", false, "n", false, "0", false));
    }

    private static String word(Object value) {
        return Scalar.legible(value).toLowerCase(Locale.ROOT);
    }

    private record Words(Object yes, Object no, Map<String, Boolean> words) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            String word = word(systemValue);
            Boolean meant = words.get(word);
            if (meant == null && !word.isEmpty()) {
                throw new UnmappableValueException("This is neither yes nor no. Write " + yes + " or " + no
                        + ", or state the words with `yes` and `no`.");
            }
            return meant;
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            if (!(canonicalValue instanceof Boolean meant)) {
                throw new UnmappableValueException("This is neither true nor false.");
            }
            return meant ? yes : no;
        }
    }
}
