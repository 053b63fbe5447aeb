package io.syncbridge.mapping.transform;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way of writing the phone numbers of one country, such as {@code +1 (xxx) xxx-xxxx}: every x is a digit of the
 * number without its calling code.
 */
record PhonePattern(String text, int callingCode, int digits) {

    private static final Pattern CALLING_CODE = Pattern.compile("\\+(\\d{1,3})(?!\\d).*");

    /**
     * @param region the country of a pattern that does not begin with a calling code; may be {@code null}
     * @throws IllegalArgumentException where it is no pattern, or its country is not known
     */
    static PhonePattern of(String text, String region) {
        int digits = (int) text.chars().filter(character -> character == 'x').count();
        if (digits == 0) {
            throw new IllegalArgumentException("`format: " + text + "` does not fit; it is e164, national, international or a"
                    + " pattern with an x for every digit, such as +1 (xxx) xxx-xxxx.");
        }
        Matcher code = CALLING_CODE.matcher(text);
        if (!code.matches() && region == null) {
            throw new IllegalArgumentException("`format: " + text + "` does not say which country's numbers it writes; begin it"
                    + " with a calling code, such as +1, or state the `region`.");
        }
        return new PhonePattern(text, code.matches() ? Integer.parseInt(code.group(1))
                : PhoneNumberUtil.getInstance().getCountryCodeForRegion(region), digits);
    }

    /** Returns the number so written; nothing for another country's number and for another count of digits. */
    Optional<String> write(PhoneNumber number) {
        String national = PhoneNumberUtil.getInstance().getNationalSignificantNumber(number);
        if (number.getCountryCode() != callingCode || national.length() != digits) {
            return Optional.empty();
        }
        var written = new StringBuilder();
        int next = 0;
        for (char character : text.toCharArray()) {
            written.append(character == 'x' ? national.charAt(next++) : character);
        }
        return Optional.of(number.hasExtension() ? written + " x" + number.getExtension() : written.toString());
    }
}
