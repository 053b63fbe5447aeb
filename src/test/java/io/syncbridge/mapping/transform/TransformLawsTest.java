package io.syncbridge.mapping.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.syncbridge.mapping.transform.TransformType.Kind;
import io.syncbridge.mapping.transform.TransformType.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Laws of every transform type in the package, for random settings and values; new types are included by being there. */
class TransformLawsTest {

    /** Texts that some type has a meaning for; text parameters and values are drawn from them, whole and damaged. */
    private static final List<String> TELLING = List.of("US", "GB", "DE", "FR", "JP", "IT", "e164", "national",
            "international", "(xxx) xxx-xxxx", "+1 (xxx) xxx-xxxx", "1xxxxxxxxxx", "xxxx", "en-US", "de-DE", "fr-FR",
            "de-CH", "hi-IN", "ar-EG", "ja-JP", "pl-PL", "sv-SE", "USD", "EUR", "JPY", "CHF", "BHD", "XXX", "UTC",
            "Europe/Berlin", "America/New_York", "+05:30", "uuuu-MM-dd", "dd.MM.uuuu", "MM/dd/yyyy", "d.M.yy", "MM/dd",
            "yyyyMMdd", "iso", "epoch-seconds", "epoch-millis", "uuuu-MM-dd HH:mm:ss", "dd.MM.uuuu HH:mm:ss.SSS",
            "uuuu-MM-dd'T'HH:mm:ss.SSSXXX", "hh:mm", "HH:mm", "Ja", "Nein", "true", "yes", "no", "1", "0", "off", "x",
            "+1 (415) 555-0100", "(415) 555-0100 ext. 12", "+49 30 901820", "030 901820", "+39 06 698 82857", "call me",
            "1-800-FLOWERS", "\uff14\uff11\uff15\uff15\uff15\uff15\uff10\uff11\uff10\uff10", "$1,200,000", "($1,234.50)",
            "1.200.000,50 \u20ac", "1\u202f234,50 \u20ac", "CHF 1\u2019234.50", "-12.5", "1,5", "1e5", "1E+400", "NaN",
            "0.00", "-0", "\u0661\u0662\u0663", "2024-02-29", "2023-02-29", "29.02.2024", "12/31/1999", "0000-01-01",
            "2024-01-31T10:00:00Z", "2024-10-27T02:30:00", "2024-03-31T02:30:00+02:00", "2024-10-27 02:30:00",
            "27.10.2024 02:30:00.123", "1706695200", "1706695200000", "9223372036854775807", "\u00df\u0130\u01c6 o'neill",
            "\ufb01 n\u0303", "\u0345", "\ud800", "\u0000");

    /** A type, how it is set up, and what it is given. */
    record Trial(String type, Map<String, Object> settings, Object value) {

        /** Empty where the settings are refused, as they should be, by an {@link IllegalArgumentException}. */
        Optional<Transform> transform() {
            try {
                return Optional.of(Types.ALL.find(type).orElseThrow().create(settings));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageMatching("(?s).+[.:].*");
                return Optional.empty();
            }
        }
    }

    @Property(tries = 12_000)
    void whatIsReadIsCanonicalOrRefusedAndATripThereAndBackChangesNothing(@ForAll("trials") Trial trial) {
        Optional<Transform> made = trial.transform();
        Assume.that(made.isPresent());
        Transform transform = made.get();
        Object canonical = unlessRefused(() -> transform.toCanonical(trial.value()));
        if (canonical == null) {
            return;
        }
        assertThat(canonical).matches(value -> isOf(Types.ALL.find(trial.type()).orElseThrow().kind(), value), "of its kind");
        Object written = unlessRefused(() -> transform.fromCanonical(canonical));
        if (written != null && transform.loss() == null) {
            assertThat(transform.toCanonical(written)).as("read back from '%s'", written).isEqualTo(canonical);
        }
    }

    @Property(tries = 6_000)
    void anyCanonicalValueOfTheKindIsWrittenOrRefused(@ForAll("canonicalTrials") Trial trial) {
        Optional<Transform> made = trial.transform();
        Assume.that(made.isPresent());
        unlessRefused(() -> made.get().fromCanonical(trial.value()));
    }

    private static Object unlessRefused(Supplier<Object> made) {
        try {
            return made.get();
        } catch (UnmappableValueException e) {
            assertThat(e.getMessage()).isNotBlank();
            return null;
        }
    }

    private static boolean isOf(Kind kind, Object value) {
        return switch (kind) {
            case TEXT -> value instanceof String text && !text.isEmpty();
            case NUMBER -> value instanceof BigDecimal number && number.equals(Numbers.canonical(number));
            case BOOLEAN -> value instanceof Boolean;
            case DATE -> LocalDate.parse((String) value).toString().equals(value);
            case DATE_TIME -> Instant.parse((String) value).toString().equals(value);
        };
    }

    @Provide
    Arbitrary<Trial> trials() {
        return types().flatMap(type -> Combinators.combine(settings(type), json())
                .as((settings, value) -> new Trial(type.name(), settings, value)));
    }

    @Provide
    Arbitrary<Trial> canonicalTrials() {
        return types().flatMap(type -> Combinators.combine(settings(type), canonical(type.kind()))
                .as((settings, value) -> new Trial(type.name(), settings, value)));
    }

    private static Arbitrary<TransformType> types() {
        return Arbitraries.of(new ArrayList<>(Types.ALL.all()));
    }

    private static Arbitrary<Map<String, Object>> settings(TransformType type) {
        List<Parameter> parameters = type.parameters();
        return Combinators.combine(parameters.stream().map(TransformLawsTest::value).toList()).as(given -> {
            Map<String, Object> settings = Types.defaults(type);
            for (int i = 0; i < given.size(); i++) {
                String name = parameters.get(i).name();
                given.get(i).ifPresent(value -> settings.put(name, value));
            }
            return settings;
        });
    }

    private static Arbitrary<Optional<Object>> value(Parameter parameter) {
        Arbitrary<?> given = switch (parameter.shape()) {
            case TEXT -> parameter.allowed().isEmpty() ? text() : Arbitraries.of(parameter.allowed());
            case INTEGER -> Arbitraries.integers().between(-1, 12);
            case BOOLEAN -> Arbitraries.of(true, false);
            case MAP -> Arbitraries.maps(text(), text()).ofMaxSize(3);
        };
        return given.<Object>map(value -> value).optional(0.6);
    }

    private static Arbitrary<Object> json() {
        Arbitrary<Object> scalar = Arbitraries.oneOf(text().map(value -> value), text().map(value -> value),
                Arbitraries.of(true, false), Arbitraries.integers(), Arbitraries.longs(), Arbitraries.doubles(),
                Arbitraries.bigDecimals().ofScale(4), Arbitraries.of(new BigDecimal("1E+900000000"), new BigDecimal("1E-50"),
                        Double.NaN, Double.MIN_VALUE, new BigDecimal("0E-9"), new BigDecimal("1706695200.000")));
        return Arbitraries.frequencyOf(Tuple.of(12, scalar),
                Tuple.of(1, scalar.list().ofMaxSize(2).map(value -> value)),
                Tuple.of(1, Arbitraries.maps(text(), scalar).ofMaxSize(2).map(value -> value)));
    }

    private static Arbitrary<String> text() {
        Arbitrary<String> damaged = Combinators.combine(Arbitraries.of(TELLING), Arbitraries.integers().between(0, 30),
                Arbitraries.strings().withChars(" .,-+()'\u00a0\u202f09xA$\u20ac;").ofMaxLength(2))
                .as((text, at, put) -> new StringBuilder(text).insert(Math.min(at, text.length()), put).toString());
        Arbitrary<String> numeric = Arbitraries.strings().withChars("0123456789.,-+ ()$").ofMaxLength(16);
        return Arbitraries.oneOf(Arbitraries.of(TELLING), damaged, numeric, Arbitraries.strings().ofMaxLength(40));
    }

    private static Arbitrary<Object> canonical(Kind kind) {
        return switch (kind) {
            case TEXT -> text().filter(text -> !text.isEmpty()).map(value -> value);
            case NUMBER -> Arbitraries.bigDecimals().ofScale(6).map(Numbers::canonical);
            case BOOLEAN -> Arbitraries.of(true, false);
            case DATE -> Arbitraries.longs().between(LocalDate.of(0, 1, 1).toEpochDay(), LocalDate.of(9999, 12, 31).toEpochDay())
                    .map(day -> LocalDate.ofEpochDay(day).toString());
            case DATE_TIME -> Arbitraries.longs().between(Instant.parse("0001-01-03T00:00:00Z").toEpochMilli(),
                    Instant.parse("9999-12-29T00:00:00Z").toEpochMilli()).map(milli -> Instant.ofEpochMilli(milli).toString());
        };
    }
}
