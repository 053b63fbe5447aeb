package io.syncbridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls between the packages: dependencies point inward. */
@AnalyzeClasses(packages = "io.syncbridge", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {

    @ArchTest
    static final ArchRule theCoreKnowsNoTechnology = noClasses()
            .that().resideInAnyPackage("io.syncbridge.model..", "io.syncbridge.mapping..", "io.syncbridge.reconcile..")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.camel..", "io.quarkus..", "java.sql..", "javax.sql..",
                    "com.fasterxml..", "jakarta.ws.rs..", "org.jboss.logging..");

    @ArchTest
    static final ArchRule theModelKnowsNothingElse = noClasses().that().resideInAPackage("io.syncbridge.model..")
            .should().dependOnClassesThat().resideInAnyPackage("io.syncbridge.mapping..", "io.syncbridge.reconcile..",
                    "io.syncbridge.definition..", "io.syncbridge.store..", "io.syncbridge.component..",
                    "io.syncbridge.pipeline..", "io.syncbridge.connector..");

    @ArchTest
    static final ArchRule mappingAndReconcilingKnowOnlyTheModel = noClasses()
            .that().resideInAnyPackage("io.syncbridge.mapping..", "io.syncbridge.reconcile..")
            .should().dependOnClassesThat().resideInAnyPackage("io.syncbridge.definition..", "io.syncbridge.store..",
                    "io.syncbridge.component..", "io.syncbridge.pipeline..", "io.syncbridge.connector..");

    @ArchTest
    static final ArchRule theStoreKnowsNoPipeline = noClasses().that().resideInAPackage("io.syncbridge.store..")
            .should().dependOnClassesThat().resideInAnyPackage("io.syncbridge.pipeline..", "io.syncbridge.component..",
                    "io.syncbridge.connector..", "io.syncbridge.loading..");

    @ArchTest
    static final ArchRule connectorsKnowNoPipeline = noClasses().that().resideInAPackage("io.syncbridge.connector..")
            .should().dependOnClassesThat().resideInAnyPackage("io.syncbridge.pipeline..", "io.syncbridge.store..",
                    "io.syncbridge.loading..");

    @ArchTest
    static final ArchRule nothingKnowsHowItIsOperatedOrShown = classes()
            .that().resideInAnyPackage("io.syncbridge.operate..", "io.syncbridge.demo..")
            .should().onlyBeAccessed().byAnyPackage("io.syncbridge", "io.syncbridge.operate..", "io.syncbridge.demo..");

    @ArchTest
    static final ArchRule theCoreReadsNoClockAndNoChance = noClasses().that().resideInAPackage("io.syncbridge.reconcile..")
            .should().callMethod(java.time.Instant.class, "now").orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Random");
}
