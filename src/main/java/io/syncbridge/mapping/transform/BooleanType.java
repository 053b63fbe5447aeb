package io.syncbridge.mapping.transform;

import static io.syncbridge.mapping.transform.TransformType.Parameter.Shape.TEXT;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Yes or no, in whatever words a system has for it. */
@ApplicationScoped
public class BooleanType implements TransformType {

    private static final Set<String> TRUE = Set.of("true", "yes", "y", "1", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "n", "0", "off");

    @Override
    public String name() {
        return "boolean";
    }

    @Override
    public String description() {
        return "Yes or no; true/false, yes/no, y/n, on/off and 1/0 are understood beside the system's own words.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("yes", TEXT, List.of(), null, "The text that the system has for yes; absent: a boolean."),
                new Parameter("no", TEXT, List.of(), null, "The text that the system has for no; absent: a boolean."));
    }

    @Override
    public Kind kind() {
        return Kind.BOOLEAN;
    }

    @Override
    public Transform create(Map<String, Object> values) {
        var settings = new Settings(values);
        String yes = settings.text("yes");
        String no = settings.text("no");
        if ((yes == null) != (no == null) || yes != null && yes.equalsIgnoreCase(no)) {
            throw new IllegalArgumentException("yes and no have to be given together, and to differ.");
        }
        return new YesNo(yes, no);
    }

    private record YesNo(String yes, String no) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            if (systemValue instanceof Boolean) {
                return systemValue;
            }
            String text = systemValue.toString().strip();
            String word = text.toLowerCase(Locale.ROOT);
            if (word.isEmpty()) {
                return null;
            }
            if (text.equalsIgnoreCase(yes)) {
                return true;
            }
            if (text.equalsIgnoreCase(no)) {
                return false;
            }
            if (!TRUE.contains(word) && !FALSE.contains(word)) {
                throw new UnmappableValueException("it is neither yes nor no.");
            }
            return TRUE.contains(word);
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            return yes == null ? canonicalValue : (Boolean) canonicalValue ? yes : no;
        }
    }
}
