package afterimage;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the floors of CONTRIBUTING.md: imports point down only, and no package is in a cycle. */
@AnalyzeClasses(packages = "afterimage", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule FLOORS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("app")
          .definedBy("afterimage.app..")
          .layer("ui")
          .definedBy("afterimage.ui..")
          .layer("cli")
          .definedBy("afterimage.cli..")
          .layer("job")
          .definedBy("afterimage.job..")
          .layer("settings")
          .definedBy("afterimage.settings..")
          .layer("catalog")
          .definedBy("afterimage.catalog..")
          .layer("onnx")
          .definedBy("afterimage.onnx..")
          .layer("bundle")
          .definedBy("afterimage.bundle..")
          .layer("checkpoint")
          .definedBy("afterimage.checkpoint..")
          .layer("diffusion")
          .definedBy("afterimage.diffusion..")
          .layer("engine")
          .definedBy("afterimage.engine..")
          .layer("image")
          .definedBy("afterimage.image..")
          .layer("tensor")
          .definedBy("afterimage.tensor..")
          .layer("message")
          .definedBy("afterimage.message..")
          .layer("file")
          .definedBy("afterimage.file..")
          .layer("guard")
          .definedBy("afterimage.guard..")
          .layer("process")
          .definedBy("afterimage.process..")
          .layer("web")
          .definedBy("afterimage.web..")
          .whereLayer("app")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("ui")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("job")
          .mayOnlyBeAccessedByLayers("app", "ui", "cli")
          .whereLayer("settings")
          .mayOnlyBeAccessedByLayers("app", "ui", "cli", "job", "catalog")
          .whereLayer("catalog")
          .mayOnlyBeAccessedByLayers("app", "ui", "cli", "job")
          .whereLayer("onnx")
          .mayOnlyBeAccessedByLayers("app")
          .whereLayer("bundle")
          .mayOnlyBeAccessedByLayers("app", "catalog", "onnx")
          .whereLayer("checkpoint")
          .mayOnlyBeAccessedByLayers("app", "catalog", "onnx")
          .whereLayer("diffusion")
          .mayOnlyBeAccessedByLayers("app", "onnx", "bundle", "checkpoint")
          .whereLayer("tensor")
          .mayOnlyBeAccessedByLayers("app", "onnx", "bundle", "checkpoint", "diffusion")
          .whereLayer("message")
          .mayNotAccessAnyLayer()
          .whereLayer("file")
          .mayOnlyAccessLayers("message")
          .whereLayer("guard")
          .mayOnlyAccessLayers("message")
          .whereLayer("process")
          .mayNotAccessAnyLayer()
          .whereLayer("web")
          .mayNotAccessAnyLayer();

  /** Whatever is sent goes out by one door. */
  @ArchTest
  static final ArchRule ONLY_ONE_PACKAGE_ASKS_SERVERS =
      noClasses()
          .that()
          .resideOutsideOfPackage("afterimage.web")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.net.http.HttpClient");

  @ArchTest
  static final ArchRule NO_CYCLES = slices().matching("afterimage.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ONLY_THE_ADAPTER_KNOWS_ONNX_RUNTIME =
      noClasses()
          .that()
          .resideOutsideOfPackage("afterimage.onnx.runtime")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  /** Its telemetry is off before; see {@code RuntimeTelemetry}. */
  @ArchTest
  static final ArchRule ONLY_ONE_PLACE_STARTS_ONNX_RUNTIME =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("afterimage.onnx.runtime.OnnxRuntime")
          .should()
          .callMethodWhere(
              target(owner(name("ai.onnxruntime.OrtEnvironment")))
                  .and(target(name("getEnvironment").or(name("getAvailableProviders")))));

  /** Also where its library is tried out. */
  @ArchTest
  static final ArchRule ONLY_TWO_PLACES_LOAD_LIBRARIES =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("afterimage.onnx.runtime.RuntimeLibraries")
          .and()
          .doNotHaveFullyQualifiedName("afterimage.onnx.runtime.CudaLibraries")
          .should()
          .callMethod(System.class, "load", String.class)
          .orShould()
          .callMethod(System.class, "loadLibrary", String.class);

  @ArchTest
  static final ArchRule ONLY_THE_STUDIO_KNOWS_JAVAFX =
      noClasses()
          .that()
          .resideOutsideOfPackages("afterimage.ui..", "afterimage.app..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..", "org.controlsfx..", "atlantafx..", "org.kordamp..");

  @ArchTest
  static final ArchRule NO_UTILITY_NAMES =
      classes()
          .should()
          .haveSimpleNameNotEndingWith("Util")
          .andShould()
          .haveSimpleNameNotEndingWith("Utils")
          .andShould()
          .haveSimpleNameNotEndingWith("Helper")
          .andShould()
          .haveSimpleNameNotEndingWith("Manager");

  /** Everything else has a room of its own. */
  @ArchTest
  static final ArchRule ONLY_THE_ENTRY_IS_LOOSE_IN_THE_STUDIO =
      classes()
          .that()
          .resideInAPackage("afterimage.ui")
          .and()
          .areTopLevelClasses()
          .should()
          .haveSimpleName("Studio")
          .orShould()
          .haveSimpleName("package-info");

  /** The window knows every room, and no room knows the window. */
  @ArchTest
  static final ArchRule NO_ROOM_KNOWS_THE_WINDOW =
      noClasses()
          .that()
          .resideOutsideOfPackages("afterimage.ui", "afterimage.ui.shell..", "afterimage.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("afterimage.ui.shell..");

  @ArchTest
  static final ArchRule SMALL_VIEWS =
      classes().that().resideInAPackage("afterimage.ui..").should(SourceLength.atMost(350));
}
