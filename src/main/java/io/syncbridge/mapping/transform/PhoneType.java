package io.syncbridge.mapping.transform;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.syncbridge.mapping.transform.TransformType.Parameter.Shape;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Phone numbers. The canonical value is E.164 text, with {@code ;ext=} and the extension where there is one. Only text
 * that says nothing beside the number counts as one ({@code Office: 030 123456} does not, and two numbers are none), and a
 * form that the number would not be read back from gives way to the international one: nothing is lost.
 */
@ApplicationScoped
public class PhoneType implements TransformType {

    private static final Parameter REGION = new Parameter("region", Shape.TEXT, List.of(), null,
            "The country, in two letters, of numbers without a calling code.");
    private static final Parameter FORMAT = new Parameter("format", Shape.TEXT, List.of(), "e164",
            "How numbers are written: `e164`, `national`, `international`, or a pattern with an x for every digit, such as"
                    + " `+1 (xxx) xxx-xxxx`. Numbers that do not fit are written internationally.");
    private static final Parameter INVALID = new Parameter("invalid", Shape.TEXT, List.of("keep", "fail", "blank"), "keep",
            "What becomes of text that is no phone number: it stays as it is, is refused, or becomes blank, which has no way"
                    + " back.");

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final String NO_REGION = "ZZ";
    private static final int NORTH_AMERICA = 1;
    private static final Pattern EXTENSION = Pattern.compile("[\\s,;]*\\p{L}*[.:=#\\s]*\\d+$");
    private static final String BETWEEN = "\\s\\p{Pd}().\\[\\]/";
    private static final Pattern DIGITS_ONLY = Pattern.compile("[(\\[\\s]*\\+?[\\d" + BETWEEN + "]+");
    /** Capitals, or letters that no space divides from the rest, stand for digits; other words are words. */
    private static final Pattern WITH_LETTERS = Pattern.compile("[(\\[\\s]*\\+?[\\d" + BETWEEN + "]+(?:[A-Z\\d" + BETWEEN
            + "]+|(?<!\\s)[\\p{Pd}.]?[A-Za-z\\d\\p{Pd}.]+)");
    private static final Pattern GAP = Pattern.compile("[^\\d]+");
    private static final int SHORTEST_TWO = 12;

    @Override
    public String name() {
        return "phone";
    }

    @Override
    public String description() {
        return "A phone number, in any usual form.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(REGION, FORMAT, INVALID);
    }

    @Override
    public Kind kind() {
        return Kind.TEXT;
    }

    @Override
    public Transform create(Map<String, Object> settings) {
        var given = new Settings(settings);
        String region = region(given.text(REGION));
        return new Phone(region == null ? NO_REGION : region, writer(given.text(FORMAT), region), given.text(INVALID));
    }

    private static String region(String code) {
        String region = code == null ? null : code.toUpperCase(Locale.ROOT);
        if (region != null && !NUMBERS.getSupportedRegions().contains(region)) {
            throw Settings.unfit(REGION, code, "a country in two letters, such as US or DE");
        }
        return region;
    }

    private static Function<PhoneNumber, Optional<String>> writer(String format, String region) {
        return switch (format) {
            case "e164" -> number -> Optional.of(canonical(number));
            case "international" -> number -> Optional.of(NUMBERS.format(number, PhoneNumberFormat.INTERNATIONAL));
            case "national" -> national(region);
            default -> PhonePattern.of(format, region)::write;
        };
    }

    private static Function<PhoneNumber, Optional<String>> national(String region) {
        if (region == null) {
            throw new IllegalArgumentException("`format: national` needs the `region`, or its numbers could not be read back.");
        }
        int home = NUMBERS.getCountryCodeForRegion(region);
        return number -> Optional.of(number).filter(local -> local.getCountryCode() == home)
                .map(local -> NUMBERS.format(local, PhoneNumberFormat.NATIONAL));
    }

    private static String canonical(PhoneNumber number) {
        String text = NUMBERS.format(number, PhoneNumberFormat.E164);
        return number.hasExtension() ? text + ";ext=" + number.getExtension() : text;
    }

    private static Optional<PhoneNumber> parse(String text, String region) {
        try {
            PhoneNumber number = NUMBERS.parse(text, region);
            return Optional.of(number)
                    .filter(parsed -> NUMBERS.isPossibleNumberWithReason(parsed) == ValidationResult.IS_POSSIBLE)
                    .filter(parsed -> saysNothingElse(text, parsed, region));
        } catch (NumberParseException noNumber) {
            return Optional.empty();
        }
    }

    private static boolean saysNothingElse(String text, PhoneNumber number, String region) {
        String rest = number.hasExtension() ? EXTENSION.matcher(text).replaceFirst("") : text;
        return DIGITS_ONLY.matcher(rest).matches() ? !holdsTwo(rest, region) : isSpelled(rest, number);
    }

    /** Says whether letters stand for digits, as in North American vanity numbers; elsewhere they are words. */
    private static boolean isSpelled(String text, PhoneNumber number) {
        String digits = PhoneNumberUtil.normalizeDigitsOnly(PhoneNumberUtil.convertAlphaCharactersInNumber(text));
        String national = NUMBERS.getNationalSignificantNumber(number);
        return number.getCountryCode() == NORTH_AMERICA && WITH_LETTERS.matcher(text).matches() && NUMBERS.isValidNumber(number)
                && (digits.equals(national) || digits.equals(NORTH_AMERICA + national));
    }

    /** Says whether the text is a number and an alternative to it ({@code 030 123456/78}), or two numbers side by side. */
    private static boolean holdsTwo(String text, String region) {
        int digits = PhoneNumberUtil.normalizeDigitsOnly(text).length();
        return GAP.matcher(text).results().filter(gap -> gap.start() > 0 && gap.end() < text.length()).anyMatch(gap -> {
            String first = text.substring(0, gap.start());
            return gap.group().indexOf('/') >= 0 && isNumber(first, region, false) || digits >= SHORTEST_TWO
                    && isNumber(first, region, true) && isNumber(text.substring(gap.end()), region, true);
        });
    }

    private static boolean isNumber(String text, String region, boolean valid) {
        try {
            PhoneNumber number = NUMBERS.parse(text, region);
            return valid ? NUMBERS.isValidNumber(number) : NUMBERS.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE;
        } catch (NumberParseException noNumber) {
            return false;
        }
    }

    private record Phone(String region, Function<PhoneNumber, Optional<String>> writer, String invalid) implements Transform {

        @Override
        public Object toCanonical(Object systemValue) {
            String text = Scalar.tidy(Scalar.text(systemValue));
            Optional<String> number = read(text);
            if (number.isPresent() || text.isEmpty()) {
                return number.orElse(null);
            }
            return switch (invalid) {
                case "fail" -> throw noNumber();
                case "blank" -> null;
                default -> text;
            };
        }

        @Override
        public Object fromCanonical(Object canonicalValue) {
            String canonical = Scalar.text(canonicalValue);
            Optional<PhoneNumber> number = parse(canonical, NO_REGION).filter(parsed -> canonical(parsed).equals(canonical));
            String written = number.flatMap(writer).filter(text -> isReadAs(canonical, text))
                    .or(() -> number.map(parsed -> NUMBERS.format(parsed, PhoneNumberFormat.INTERNATIONAL))
                            .filter(text -> isReadAs(canonical, text)))
                    .orElse(canonical);
            if (number.isEmpty() && invalid.equals("fail")) {
                throw noNumber();
            }
            if (number.isEmpty() && read(canonical).isPresent()) {
                throw new UnmappableValueException("This is no phone number by itself, but the system would take it for "
                        + read(canonical).get() + ". Correct it, or write it with its calling code.");
            }
            return written;
        }

        @Override
        public String loss() {
            return invalid.equals("blank") ? "text that is no phone number becomes blank" : null;
        }

        private UnmappableValueException noNumber() {
            return new UnmappableValueException("This is no phone number" + (region.equals(NO_REGION)
                    ? " with a calling code. Write it as +1 415 555 0100, or state the `region`."
                    : " of " + region + ". Correct it, or write it with its calling code."));
        }

        private boolean isReadAs(String canonical, String text) {
            return read(text).filter(canonical::equals).isPresent();
        }

        /** Returns the canonical number; nothing for text that is none, or whose canonical form would read differently. */
        private Optional<String> read(String text) {
            return parse(Scalar.legible(text), region).map(PhoneType::canonical)
                    .filter(canonical -> parse(canonical, NO_REGION).map(PhoneType::canonical).filter(canonical::equals)
                            .isPresent());
        }
    }
}
