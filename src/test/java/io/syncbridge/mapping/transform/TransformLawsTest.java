package io.syncbridge.mapping.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.syncbridge.model.CanonicalValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** The laws that every transform type keeps; a new type in the package is put to them without being named here. */
class TransformLawsTest {

    private static final List<TransformType> TYPES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.syncbridge.mapping.transform").stream()
            .filter(type -> type.isAssignableTo(TransformType.class) && !type.isInterface())
            .map(TransformLawsTest::instance).toList();

    private static final Map<String, List<Object>> USUAL = Map.of(
            "locale", List.of("en-US", "de-DE", "fr-FR", "de-CH", "en-IN", "ar-EG", "ja-JP"),
            "currency", List.of("USD", "EUR", "JPY", "CAD"), "decimals", List.of("0", "2", "5"), "max", List.of(1, 5, 40),
            "region", List.of("US", "DE", "GB", "IT", "AR", "RU"),
            "zone", List.of("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"),
            "yes", List.of("Ja", "1", "no"), "no", List.of("Nein", "0", "yes"),
            "format", List.of("national", "international", "+1 (xxx) xxx-xxxx", "(xxx) xxx-xxxx", "dd.MM.yyyy", "M/d/yy",
                    "epoch-seconds", "epoch-millis", "epoch-micros", "epoch-nanos", "local-millis", "epoch-days", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "iso", "e164"));

    private static final List<Object> SAMPLES = List.of("Acme", "  Müller ", "Ωmega Ж", "ǰ ŉ ß İ", "1,200,000", "1.200,50 €",
            "$1,200", "(1,234.50)", "-5", "0", "1E+3", "(415) 555-0100 x12", "1-800-FLOWERS", "+49 30 901820", "030/901820",
            "+5491123456789", "8 (495) 123-45-67", "yes", "Nein", "2024-01-31", "31.01.2024", "1/5/24", "2024-10-27 02:30:00",
            "2024-10-27T01:30:00.123Z", "2024-03-31T02:30:00", "+999999999-12-31T23:59:59Z", 0, 1, -7, 1706695200123L, 0.1, 1e300,
            Double.MIN_VALUE, new BigDecimal("1E+999999999"), new BigDecimal("1E-999999999"), true, false);

    @Example
    void allShippedTypesAreFound() {
        assertThat(TYPES).extracting(TransformType::name)
                .contains("text", "phone", "number", "currency", "boolean", "date", "datetime").doesNotHaveDuplicates();
    }

    @Example
    void everyTypeAndParameterIsDescribedAndItsDefaultsMakeATransform() {
        assertThat(TYPES).allSatisfy(type -> {
            assertThat(type.description()).endsWith(".");
            assertThat(type.parameters()).allSatisfy(parameter -> assertThat(parameter.description()).endsWith("."));
            assertThat(type.create(Map.of())).isNotNull();
        });
    }

    @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void whatIsReadAndWrittenReadsTheSame(@ForAll("cases") Case each, @ForAll("values") Object value) {
        try {
            Object canonical = each.transform().toCanonical(value);
            assertThat(canonical).isIn(canonicals(canonical));
            if (canonical != null && each.transform().loss() == null) {
                Object written = each.transform().fromCanonical(canonical);
                assertThat(each.transform().toCanonical(written)).as("%s, written %s", each, written).isEqualTo(canonical);
            }
        } catch (UnmappableValueException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void whateverIsWrittenIsReadOrRefused(@ForAll("cases") Case each, @ForAll("values") Object value) {
        Object written;
        try {
            written = each.transform().fromCanonical(value);
        } catch (UnmappableValueException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return;
        }
        Object read = written == null || canonicals(value).isEmpty() ? null : each.transform().toCanonical(written);
        if (read != null && each.transform().loss() == null) {
            assertThat(each.transform().toCanonical(each.transform().fromCanonical(read))).as("%s, written %s", each, written).isEqualTo(read);
        }
    }

    private static List<Object> canonicals(Object value) {
        boolean fits = value == null || value instanceof String || value instanceof Boolean
                || value instanceof BigDecimal number && number.scale() >= 0 && number.scale() <= 1000 && number.equals(Scalar.canonical(number))
                || (value instanceof Map || value instanceof List) && value.equals(CanonicalValue.of(value));
        return fits ? Collections.singletonList(value) : List.of();
    }

    record Case(String type, Map<String, Object> settings, Transform transform) {
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.of(TYPES).flatMap(type -> settings(type).map(settings -> valid(type, settings)))
                .filter(each -> each != null);
    }

    private static Case valid(TransformType type, Map<String, Object> settings) {
        try {
            return new Case(type.name(), settings, type.create(settings));
        } catch (IllegalArgumentException doNotFit) {
            return null;
        }
    }

    private static Arbitrary<Map<String, Object>> settings(TransformType type) {
        Arbitrary<Map<String, Object>> settings = Arbitraries.create(LinkedHashMap::new);
        for (TransformType.Parameter parameter : type.parameters()) {
            settings = Combinators.combine(settings, setting(parameter)).as((before, value) -> {
                var more = new LinkedHashMap<>(before);
                if (value != null) {
                    more.put(parameter.name(), value);
                }
                return more;
            });
        }
        return settings;
    }

    private static Arbitrary<Object> setting(TransformType.Parameter parameter) {
        List<Object> choice = new ArrayList<>(USUAL.getOrDefault(parameter.name(), List.of()));
        choice.addAll(parameter.allowed());
        if (parameter.shape() == TransformType.Parameter.Shape.BOOLEAN) {
            choice.addAll(List.of(true, false));
        }
        choice.add(null);
        return Arbitraries.of(choice).injectNull(0.3);
    }

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> texts = Arbitraries.strings().ofMaxLength(20).map(Object.class::cast);
        Arbitrary<Object> numberlike = Arbitraries.strings().withChars("0123456789.,-+()$€ xX'/:TZ\u00a0\u202f４٢").ofMaxLength(20)
                .map(Object.class::cast);
        Arbitrary<Object> changed = Combinators.combine(Arbitraries.of(SAMPLES), Arbitraries.chars(), Arbitraries.integers().between(0, 30))
                .as((sample, character, at) -> insert(sample, character, at));
        Arbitrary<Object> single = Arbitraries.oneOf(Arbitraries.of(SAMPLES), changed, texts, numberlike,
                Arbitraries.bigDecimals().map(Object.class::cast), Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast));
        return Arbitraries.frequencyOf(Tuple.of(20, single),
                Tuple.of(1, single.list().ofMaxSize(2).map(Object.class::cast)),
                Tuple.of(1, Arbitraries.maps(Arbitraries.of("a", "b"), single).ofMaxSize(2).map(Object.class::cast)));
    }

    private static Object insert(Object sample, char character, int at) {
        return sample instanceof String text
                ? new StringBuilder(text).insert(Math.min(at, text.length()), character).toString() : sample;
    }

    private static TransformType instance(JavaClass type) {
        try {
            return (TransformType) type.reflect().getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException notABean) {
            throw new AssertionError(type.getName() + " cannot be made as a bean is", notABean);
        }
    }
}
