package io.syncbridge.loading;

import io.quarkus.arc.All;
import io.syncbridge.BridgeConfig;
import io.syncbridge.definition.DefinitionReader;
import io.syncbridge.definition.Definitions;
import io.syncbridge.definition.ExpressionCompiler;
import io.syncbridge.definition.Folder;
import io.syncbridge.mapping.transform.TransformType;
import io.syncbridge.mapping.TransformTypes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Reads the definition files at start. */
@Singleton
public class DefinitionLoading {

    @Produces
    @Singleton
    DefinitionReader reader(@All List<TransformType> types, ExpressionCompiler expressions) {
        return new DefinitionReader(new TransformTypes(types), expressions);
    }

    @Produces
    @Singleton
    Folder folder(BridgeConfig config) {
        return Folder.read(config.routes());
    }

    @Produces
    @Singleton
    Definitions definitions(DefinitionReader reader, Folder folder) {
        return reader.read(folder);
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }
}
