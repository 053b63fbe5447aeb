package io.syncbridge.loading;

import io.smallrye.config.WithName;
import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.DidYouMean;
import io.syncbridge.model.Problem;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.camel.util.StringHelper;
import org.eclipse.microprofile.config.Config;

/** Finds settings under {@code bridge.} that nothing reads, as they are misspelled. */
final class SettingNames {

    private static final String PREFIX = "bridge.";
    private static final Path FILE = Path.of("application.properties");
    /** A name's parts; one that holds dots stands in quotes. */
    private static final Pattern PARTS = Pattern.compile("\"[^\"]*\"|[^.\"]+");

    private SettingNames() {
    }

    /** Returns a problem for each; variables of the environment, whose names cannot be taken apart, are not looked at. */
    static List<Problem> problems(Config config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false).filter(name -> name.startsWith(PREFIX)).sorted()
                .filter(name -> config.getConfigValue(name).getSourceName() != null && !config.getConfigValue(name).getSourceName().startsWith("Env"))
                .flatMap(name -> problem(name).stream()).toList();
    }

    static Optional<Problem> problem(String name) {
        List<String> parts = PARTS.matcher(name.substring(PREFIX.length())).results().map(found -> found.group()).toList();
        return unknown(parts, BridgeConfig.class).map(allowed -> {
            String at = allowed.at();
            return new Problem("unknown-setting", where(name), "There is no setting `" + name + "`.", DidYouMean.cure(at, allowed.names()));
        });
    }

    /** @param at the part of the name that is wrong */
    private record Unknown(String at, List<String> names) {
    }

    private static Optional<Unknown> unknown(List<String> parts, Class<?> settings) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        var known = new LinkedHashMap<String, Type>();
        for (Method method : settings.getMethods()) {
            WithName given = method.getAnnotation(WithName.class);
            known.put(given == null ? StringHelper.camelCaseToDash(method.getName()) : given.value(), method.getGenericReturnType());
        }
        String first = parts.get(0).replaceAll("\\[\\d+]$", "");
        Type type = known.get(first);
        if (type == null) {
            return Optional.of(new Unknown(first, known.keySet().stream().sorted().toList()));
        }
        List<String> rest = parts.subList(1, parts.size());
        if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
            return rest.isEmpty() ? Optional.empty() : unknown(rest.subList(1, rest.size()), (Class<?>) map.getActualTypeArguments()[1]);
        }
        return type instanceof Class<?> inner && inner.getEnclosingClass() == BridgeConfig.class ? unknown(rest, inner)
                : rest.isEmpty() ? Optional.empty() : Optional.of(new Unknown(rest.get(0), List.of()));
    }

    private static String where(String name) {
        try {
            List<String> lines = Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
            for (int line = 0; line < lines.size(); line++) {
                if (lines.get(line).strip().replaceFirst("^%[\\w,-]+\\.", "").split("[=:\\s]", 2)[0].equals(name)) {
                    return FILE + ":" + (line + 1);
                }
            }
        } catch (IOException unreadable) {
            return name;
        }
        return name;
    }
}
