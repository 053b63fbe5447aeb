package io.syncbridge.mapping.transform;

import io.syncbridge.mapping.transform.TransformType.Parameter.Shape;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Text, in Unicode's composed form, so that one word typed on two keyboards is the same word. */
@ApplicationScoped
public class TextType implements TransformType {

    private static final Parameter TRIM = new Parameter("trim", Shape.BOOLEAN, List.of(), true,
            "Whether space around the text is dropped; text of nothing but space is then blank.");
    private static final Parameter CASE = new Parameter("case", Shape.TEXT, List.of("upper", "lower", "title", "keep"), "keep",
            "The case of letters, in canonical values too: state the same one for all systems of a field.");
    private static final Parameter MAX = new Parameter("max", Shape.INTEGER, List.of(), null,
            "The most characters that the system holds.");
    private static final Parameter TOO_LONG = new Parameter("tooLong", Shape.TEXT, List.of("fail", "truncate"), "fail",
            "What becomes of text longer than `max`: it is refused, or cut off, which has no way back.");

    @Override
    public String name() {
        return "text";
    }

    @Override
    public String description() {
        return "Text; numbers and booleans are turned into text.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(TRIM, CASE, MAX, TOO_LONG);
    }

    @Override
    public Kind kind() {
        return Kind.TEXT;
    }

    @Override
    public Transform create(Map<String, Object> settings) {
        var given = new Settings(settings);
        return new Text(given.flag(TRIM), letters(given.text(CASE)), given.integer(MAX, 1, Integer.MAX_VALUE),
                given.is(TOO_LONG, "truncate"));
    }

    private static UnaryOperator<String> letters(String name) {
        return switch (name) {
            case "upper" -> text -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text -> text.toLowerCase(Locale.ROOT);
            case "title" -> TextType::title;
            default -> UnaryOperator.identity();
        };
    }

    /** Capitals after spaces and hyphens only: in {@code O'neil} and {@code don't} the apostrophe is part of the word. */
    private static String title(String text) {
        var titled = new StringBuilder(text.length());
        boolean starts = true;
        for (int letter : text.codePoints().toArray()) {
            titled.appendCodePoint(starts ? Character.toTitleCase(letter) : Character.toLowerCase(letter));
            starts = Character.isWhitespace(letter) || Character.isSpaceChar(letter) || letter == '-';
        }
        return titled.toString();
    }

    private record Text(boolean trim, UnaryOperator<String> letters, Integer max, boolean truncate) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            return normal(systemValue);
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            return normal(canonicalValue);
        }

        @Override
        public String loss() {
            return max != null && truncate ? "text longer than " + max + " characters is cut off" : null;
        }

        private String normal(Object value) {
            String composed = Normalizer.normalize(Scalar.text(value), Normalizer.Form.NFC);
            String text = Normalizer.normalize(letters.apply(composed), Normalizer.Form.NFC);
            String fitting = fit(trim ? Scalar.trim(text) : text);
            return fitting.isEmpty() ? null : fitting;
        }

        private String fit(String text) {
            if (max == null || text.codePointCount(0, text.length()) <= max) {
                return text;
            }
            if (!truncate) {
                throw new UnmappableValueException("This text is longer than the " + max + " characters that fit. Shorten it.");
            }
            String cut = text.substring(0, text.offsetByCodePoints(0, max));
            return trim ? Scalar.trim(cut) : cut;
        }
    }
}
