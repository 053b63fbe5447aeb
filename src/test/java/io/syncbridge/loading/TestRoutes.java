package io.syncbridge.loading;

import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.Kamelet;
import io.syncbridge.definition.RouteContext;
import io.syncbridge.definition.RouteFileCheck;
import io.syncbridge.mapping.TransformTypes;
import io.syncbridge.mapping.transform.BooleanType;
import io.syncbridge.mapping.transform.CurrencyType;
import io.syncbridge.mapping.transform.DateTimeType;
import io.syncbridge.mapping.transform.DateType;
import io.syncbridge.mapping.transform.JsonType;
import io.syncbridge.mapping.transform.NumberType;
import io.syncbridge.mapping.transform.PhoneType;
import io.syncbridge.mapping.transform.TextType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** Reads and checks files without the application. */
final class TestRoutes {

    private TestRoutes() {
    }

    static DefinitionReader reader(CamelContext camel) {
        return new DefinitionReader(new TransformTypes(List.of(new TextType(), new PhoneType(), new NumberType(), new CurrencyType(), new BooleanType(),
                new JsonType(), new DateType(), new DateTimeType())), new SimpleExpressions(camel));
    }

    /** Returns the Kamelets that ship with the bridge, and one of a team's. */
    static Map<String, Kamelet> kamelets() {
        var kamelets = new HashMap<String, Kamelet>();
        try (Stream<Path> shipped = Files.list(Path.of("routes/kamelets")); Stream<Path> used = Files.list(Path.of("src/test/resources/mistakes/used"));
                Stream<Path> files = Stream.concat(shipped, used)) {
            for (Path file : files.toList()) {
                Kamelet.read(file.toString(), Files.readString(file), new ArrayList<>()).ifPresent(read -> kamelets.put(read.name(), read));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return kamelets;
    }

    static RouteFileCheck check(CamelContext camel, Definitions definitions) {
        return new RouteFileCheck(new RouteContext(kamelets(), definitions, new CamelEndpoints(camel), new CamelSettings(camel), new SimpleSyntax(camel)));
    }
}
