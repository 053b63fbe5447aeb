package io.syncbridge.mapping.transform;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.syncbridge.mapping.TransformTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The transform types that stand in the mapping package, found as CDI would find them. */
final class Types {

    static final TransformTypes ALL = new TransformTypes(found());

    private Types() {
    }

    private static List<TransformType> found() {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.syncbridge.mapping").stream()
                .filter(found -> found.isAssignableTo(TransformType.class))
                .filter(found -> !found.isInterface() && !found.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(found -> made(found.reflect())).toList();
    }

    private static TransformType made(Class<?> type) {
        try {
            return (TransformType) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made without CDI.", e);
        }
    }

    /** Makes a transform as the definition reader does: defaults filled in, then the settings given as name, value, ... */
    static Transform transform(String type, Object... settings) {
        TransformType found = ALL.find(type).orElseThrow();
        var values = defaults(found);
        for (int i = 0; i < settings.length; i += 2) {
            values.put((String) settings[i], settings[i + 1]);
        }
        return found.create(values);
    }

    static Map<String, Object> defaults(TransformType type) {
        var values = new LinkedHashMap<String, Object>();
        type.parameters().stream().filter(parameter -> parameter.byDefault() != null)
                .forEach(parameter -> values.put(parameter.name(), parameter.byDefault()));
        return values;
    }
}
