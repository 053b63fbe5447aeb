package io.syncbridge.mapping.transform;

import static io.syncbridge.mapping.transform.TransformType.Parameter.Shape.BOOLEAN;
import static io.syncbridge.mapping.transform.TransformType.Parameter.Shape.INTEGER;
import static io.syncbridge.mapping.transform.TransformType.Parameter.Shape.TEXT;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Text, cleaned up. */
@ApplicationScoped
public class TextType implements TransformType {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}']+");

    @Override
    public String name() {
        return "text";
    }

    @Override
    public String description() {
        return "Text, trimmed and in Unicode's composed form (NFC).";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("trim", BOOLEAN, List.of(), true, "Whether blanks around the text are taken away."),
                new Parameter("case", TEXT, List.of("keep", "upper", "lower", "title"), "keep",
                        "The case that the text is brought to, on both sides."),
                new Parameter("max", INTEGER, List.of(), null, "The most characters that the system takes."),
                new Parameter("tooLong", TEXT, List.of("fail", "truncate"), "fail",
                        "What becomes of text that is longer than max."));
    }

    @Override
    public Kind kind() {
        return Kind.TEXT;
    }

    @Override
    public Transform create(Map<String, Object> values) {
        var settings = new Settings(values);
        Integer max = settings.integer("max");
        if (max != null && max < 1) {
            throw new IllegalArgumentException("max: " + max + " is not a length; it has to be 1 or more.");
        }
        return new Text(settings.flag("trim"), settings.text("case"), max, "truncate".equals(settings.text("tooLong")));
    }

    private record Text(boolean trim, String letterCase, Integer max, boolean truncate) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            if (systemValue instanceof Map || systemValue instanceof Collection) {
                throw new UnmappableValueException("it is a structure, not a text; name the path inside it.");
            }
            String text = systemValue instanceof BigDecimal number ? number.toPlainString() : systemValue.toString();
            String clean = cased(Normalizer.normalize(trim ? text.strip() : text, Normalizer.Form.NFC));
            return clean.isEmpty() ? null : clean;
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            String text = canonicalValue.toString();
            if (max == null || text.codePointCount(0, text.length()) <= max) {
                return text;
            }
            if (!truncate) {
                throw new UnmappableValueException("it is longer than the " + max + " characters that the system takes.");
            }
            return text.substring(0, text.offsetByCodePoints(0, max));
        }

        @Override
        public String loss() {
            return max != null && truncate ? "text longer than " + max + " characters is cut" : null;
        }

        private String cased(String text) {
            return switch (letterCase) {
                case "upper" -> text.toUpperCase(Locale.ROOT);
                case "lower" -> text.toLowerCase(Locale.ROOT);
                case "title" -> WORD.matcher(text).replaceAll(word -> titled(word.group()));
                default -> text;
            };
        }

        private static String titled(String word) {
            int first = word.offsetByCodePoints(0, 1);
            return word.substring(0, first).toUpperCase(Locale.ROOT) + word.substring(first).toLowerCase(Locale.ROOT);
        }
    }
}
