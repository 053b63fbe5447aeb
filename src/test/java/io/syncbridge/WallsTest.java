package io.syncbridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls between the packages: dependencies point inward. */
class WallsTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.syncbridge");

    @Test
    void theCoreKnowsNoTechnology() {
        noClasses()
            .that().resideInAnyPackage("io.syncbridge.model..", "io.syncbridge.mapping..", "io.syncbridge.reconcile..")
            .should().dependOnClassesThat().resideInAnyPackage("org.apache.camel..", "io.quarkus..", "java.sql..", "javax.sql..",
                    "com.fasterxml..", "jakarta.ws.rs..", "org.jboss.logging..").check(CODE);
    }

    @Test
    void theModelKnowsNothingElse() {
        noClasses().that().resideInAPackage("io.syncbridge.model..")
            .should().dependOnClassesThat().resideInAnyPackage("io.syncbridge.mapping..", "io.syncbridge.reconcile..",
                    "io.syncbridge.definition..", "io.syncbridge.store..", "io.syncbridge.component..",
                    "io.syncbridge.pipeline..", "io.syncbridge.connector..").check(CODE);
    }

    @Test
    void mappingAndReconcilingKnowOnlyTheModel() {
        noClasses()
            .that().resideInAnyPackage("io.syncbridge.mapping..", "io.syncbridge.reconcile..")
            .should().dependOnClassesThat().resideInAnyPackage("io.syncbridge.definition..", "io.syncbridge.store..",
                    "io.syncbridge.component..", "io.syncbridge.pipeline..", "io.syncbridge.connector..").check(CODE);
    }

    @Test
    void theStoreKnowsNoPipeline() {
        noClasses().that().resideInAPackage("io.syncbridge.store..")
            .should().dependOnClassesThat().resideInAnyPackage("io.syncbridge.pipeline..", "io.syncbridge.component..",
                    "io.syncbridge.connector..", "io.syncbridge.loading..").check(CODE);
    }

    @Test
    void connectorsKnowNoPipeline() {
        noClasses().that().resideInAPackage("io.syncbridge.connector..")
            .should().dependOnClassesThat().resideInAnyPackage("io.syncbridge.pipeline..", "io.syncbridge.store..",
                    "io.syncbridge.loading..").check(CODE);
    }

    @Test
    void onlyOperatingKnowsTheRuns() {
        classes().that().resideInAPackage("io.syncbridge.runs..")
            .should().onlyBeAccessed().byAnyPackage("io.syncbridge.runs..", "io.syncbridge.operate..").check(CODE);
    }

    @Test
    void nothingKnowsHowItIsOperatedOrShown() {
        classes()
            .that().resideInAnyPackage("io.syncbridge.operate..", "io.syncbridge.demo..")
            .should().onlyBeAccessed().byAnyPackage("io.syncbridge", "io.syncbridge.operate..", "io.syncbridge.demo..").check(CODE);
    }

    @Test
    void theCoreReadsNoClockAndNoChance() {
        noClasses().that().resideInAPackage("io.syncbridge.reconcile..")
            .should().callMethod(java.time.Instant.class, "now").orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Random").check(CODE);
    }
}
