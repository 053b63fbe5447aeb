package io.syncbridge.mapping.transform;

import static io.syncbridge.mapping.transform.TransformType.Parameter.Shape.TEXT;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Phone numbers, by libphonenumber. */
@ApplicationScoped
public class PhoneType implements TransformType {

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    private static final String EXTENSION = ";ext=";

    @Override
    public String name() {
        return "phone";
    }

    @Override
    public String description() {
        return "A phone number; canonical in E.164 form (+14155550100), with ;ext=12 where it has an extension.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("region", TEXT, List.of(), "US", "The country (ISO 3166) of numbers written without one."),
                new Parameter("format", TEXT, List.of(), "e164",
                        "How the system writes numbers: e164, national, international or a pattern like (xxx) xxx-xxxx."),
                new Parameter("invalid", TEXT, List.of("keep", "fail", "blank"), "keep",
                        "What becomes of text that is no phone number."));
    }

    @Override
    public Kind kind() {
        return Kind.TEXT;
    }

    @Override
    public Transform create(Map<String, Object> values) {
        var settings = new Settings(values);
        String region = settings.text("region");
        if (!PHONES.getSupportedRegions().contains(region)) {
            throw new IllegalArgumentException("region: '" + region + "' is not a country such as US, GB or DE.");
        }
        String format = settings.text("format");
        if (!List.of("e164", "national", "international").contains(format) && format.indexOf('x') < 0) {
            throw new IllegalArgumentException("format: '" + format
                    + "' is neither e164, national nor international, and no pattern with an x for each digit.");
        }
        return new Phone(region, format, settings.text("invalid"));
    }

    private record Phone(String region, String format, String invalid) implements Transform {

        private static final Pattern DIGITS = Pattern.compile("[^0-9]");

        @Override
        public Object toCanonical(Object systemValue) {
            String text = systemValue.toString().strip();
            if (text.isEmpty()) {
                return null;
            }
            PhoneNumber number = parse(text);
            if (number != null) {
                return canonical(number);
            }
            return switch (invalid) {
                case "fail" -> throw new UnmappableValueException("it is not a phone number of " + region + " or with +.");
                case "blank" -> null;
                default -> text;
            };
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            String text = canonicalValue.toString();
            PhoneNumber number = text.startsWith("+") ? parse(text) : null;
            if (number == null) {
                return text;
            }
            String written = written(number);
            return canonical(number).equals(toCanonicalOrNull(written)) ? written
                    : PHONES.format(number, PhoneNumberFormat.INTERNATIONAL);
        }

        @Override
        public String loss() {
            return invalid.equals("blank") ? "text that is no phone number is blanked" : null;
        }

        private String written(PhoneNumber number) {
            return switch (format) {
                case "e164" -> canonical(number);
                case "national" -> PHONES.format(number, PhoneNumberFormat.NATIONAL);
                case "international" -> PHONES.format(number, PhoneNumberFormat.INTERNATIONAL);
                default -> patterned(number);
            };
        }

        /** Fills the x's from the right with the national number; one that has other digits than x's does not fit. */
        private String patterned(PhoneNumber number) {
            String digits = PHONES.getNationalSignificantNumber(number);
            long places = format.chars().filter(c -> c == 'x').count();
            if (digits.length() != places) {
                return PHONES.format(number, PhoneNumberFormat.INTERNATIONAL);
            }
            var written = new StringBuilder();
            int next = 0;
            for (char c : format.toCharArray()) {
                written.append(c == 'x' ? digits.charAt(next++) : c);
            }
            return number.hasExtension() ? written + " x" + number.getExtension() : written.toString();
        }

        private Object toCanonicalOrNull(String text) {
            PhoneNumber number = parse(text);
            return number == null ? null : canonical(number);
        }

        private PhoneNumber parse(String text) {
            try {
                PhoneNumber number = PHONES.parse(text, region);
                return PHONES.isPossibleNumber(number) ? number : null;
            } catch (NumberParseException e) {
                return null;
            }
        }

        private static String canonical(PhoneNumber number) {
            String e164 = PHONES.format(number, PhoneNumberFormat.E164);
            return number.hasExtension() ? e164 + EXTENSION + DIGITS.matcher(number.getExtension()).replaceAll("") : e164;
        }
    }
}
