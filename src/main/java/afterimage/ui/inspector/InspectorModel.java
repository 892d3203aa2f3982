package afterimage.ui.inspector;

import afterimage.engine.Embedding;
import afterimage.engine.ModelInfo;
import afterimage.engine.ModelOptions;
import afterimage.engine.ModelRef;
import afterimage.engine.RefineSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The values of the inspector for the model in use. Needs no toolkit; for one thread at a time. */
public final class InspectorModel {
  public static final double MIN_STRENGTH = 0.05;
  public static final double MIN_GUIDANCE = 1;
  public static final double MAX_GUIDANCE = 15;
  public static final int MAX_STEPS = 150;

  private final RandomGenerator random;
  private final ReadOnlyObjectWrapper<@Nullable ModelInfo> model = new ReadOnlyObjectWrapper<>();
  private final StringProperty prompt = new SimpleStringProperty("");
  private final StringProperty negativePrompt = new SimpleStringProperty("");
  private final DoubleProperty strength = new SimpleDoubleProperty(MIN_STRENGTH);
  private final IntegerProperty steps = new SimpleIntegerProperty(1);
  private final DoubleProperty guidance = new SimpleDoubleProperty(MIN_GUIDANCE);
  private final DoubleProperty look = new SimpleDoubleProperty(1);
  private final DoubleProperty avoidLook = new SimpleDoubleProperty(1);
  private final ObservableList<LoraChoice> loras = FXCollections.observableArrayList();
  private final ObservableList<Embedding> embeddings = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable Path> previewDecoder = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable Path> vae = new SimpleObjectProperty<>();
  private final ObservableList<Path> vaes = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable Path> controlNet = new SimpleObjectProperty<>();
  private final ObjectProperty<@Nullable Path> controlPicture = new SimpleObjectProperty<>();
  private final ObservableList<Path> controlNets = FXCollections.observableArrayList();
  private final BooleanProperty vaeChoosable = new SimpleBooleanProperty();
  private final LongProperty seed = new SimpleLongProperty();
  private final BooleanProperty seedLocked = new SimpleBooleanProperty();
  private final AdvancedValues advanced = new AdvancedValues();
  private final TypedValues typed = new TypedValues();

  /**
   * @param random where new seeds come from
   */
  public InspectorModel(RandomGenerator random) {
    this.random = random;
    newSeed();
  }

  /**
   * Takes a model into use. A locked seed stays, and what is just being typed counts.
   *
   * @param last the values last used with it, or null for its own defaults
   */
  public void use(ModelInfo info, @Nullable RefineSettings last) {
    typed.takeOverQuietly();
    long kept = seed.get();
    ModelInfo before = model.get();
    if (before != null && !before.directory().equals(info.directory())) {
      loras.clear();
      controlNet.set(null);
    }
    model.set(info);
    show(last == null ? info.defaults() : last);
    if (seedLocked.get()) {
      seed.set(kept);
    } else if (last == null) {
      newSeed();
    }
  }

  /** Shows values, as of a version; those out of a control's range are brought into it. */
  public void show(RefineSettings values) {
    prompt.set(values.prompt());
    negativePrompt.set(values.negativePrompt());
    strength.set(Math.clamp(values.strength(), MIN_STRENGTH, 1));
    steps.set(Math.clamp(values.steps(), 1, MAX_STEPS));
    guidance.set(Math.clamp(values.guidanceScale(), MIN_GUIDANCE, MAX_GUIDANCE));
    look.set(Math.clamp(values.aestheticScore(), 1, 10));
    avoidLook.set(Math.clamp(values.negativeAestheticScore(), 1, 10));
    seed.set(values.seed());
    advanced.show(values, model.get());
  }

  /** The values as a request has them. */
  public RefineSettings settings() {
    return new RefineSettings(
        prompt.get().strip(),
        negativePrompt.get().strip(),
        strength.get(),
        steps.get(),
        guidance.get(),
        look.get(),
        avoidLook.get(),
        seed.get(),
        advanced.schedulerProperty().get(),
        advanced.settings());
  }

  /** Everything that the user can change; each is read so that it tells its next change. */
  List<Observable> all() {
    List<Observable> all = new ArrayList<>(advanced.all());
    all.addAll(List.of(prompt, negativePrompt, strength, steps, guidance, look, avoidLook));
    return all;
  }

  /** The values for a run that begins now: with a new seed, unless it is locked. */
  public RefineSettings settingsForRun() {
    if (!seedLocked.get()) {
      newSeed();
    }
    return settings();
  }

  /** Throws the dice. */
  public void newSeed() {
    seed.set(random.nextLong(RefineSettings.MAX_SEED + 1));
  }

  /** What is added to the model in use. */
  public ObservableList<LoraChoice> loras() {
    return loras;
  }

  /** Adds a LoRA, once. */
  public void addLora(Path file) {
    if (!hasLora(file)) {
      loras.add(new LoraChoice(file));
    }
  }

  /** Whether a LoRA is added. */
  public boolean hasLora(Path file) {
    return loras.stream().anyMatch(lora -> lora.file().equals(file));
  }

  /** Takes a LoRA away. */
  public void removeLora(Path file) {
    loras.removeIf(lora -> lora.file().equals(file));
  }

  /** Adds a LoRA with a weight, or gives it this weight where it is there already. */
  void addLora(ModelOptions.Lora lora) {
    addLora(lora.file());
    loras.stream()
        .filter(choice -> choice.file().equals(lora.file()))
        .forEach(choice -> choice.set(lora));
  }

  /** How the model in use is loaded. */
  public ModelOptions options() {
    return ModelOptions.DEFAULT
        .withLoras(loras.stream().map(LoraChoice::asOption).toList())
        .withPreviewDecoder(previewDecoder.get())
        .withVae(vae.get())
        .withControlNet(controlNet.get());
  }

  /** What takes the place of the VAE of the model in use, or null: remembered for each model. */
  public ObjectProperty<@Nullable Path> vaeProperty() {
    return vae;
  }

  /** VAEs that are here. */
  public ObservableList<Path> vaes() {
    return vaes;
  }

  /** What steers the model in use, or null. */
  public ObjectProperty<@Nullable Path> controlNetProperty() {
    return controlNet;
  }

  /** The control picture of that, or null for the picture that is refined. */
  public ObjectProperty<@Nullable Path> controlPictureProperty() {
    return controlPicture;
  }

  /** ControlNets that are here. */
  public ObservableList<Path> controlNets() {
    return controlNets;
  }

  /** Whether the model in use can have another VAE, or a ControlNet: a checkpoint. */
  public BooleanProperty vaeChoosableProperty() {
    return vaeChoosable;
  }

  /** The model in use as runs take it, with what prompts may call by name. */
  public ModelRef ref(ModelInfo info) {
    return new ModelRef(info.directory(), options(), List.copyOf(embeddings), controlPicture.get());
  }

  /** What prompts may call by name, besides what is found in folders. */
  public ObservableList<Embedding> embeddings() {
    return embeddings;
  }

  /** Adds an embedding, once. */
  public void addEmbedding(Path file) {
    Embedding added = new Embedding(file.toAbsolutePath());
    if (!embeddings.contains(added)) {
      embeddings.add(added);
    }
  }

  /** The file that paints previews, or null: a choice for all models, which undo leaves alone. */
  public ObjectProperty<@Nullable Path> previewDecoderProperty() {
    return previewDecoder;
  }

  /** The model in use; null before the first. */
  public ReadOnlyObjectProperty<@Nullable ModelInfo> modelProperty() {
    return model.getReadOnlyProperty();
  }

  public StringProperty promptProperty() {
    return prompt;
  }

  public StringProperty negativePromptProperty() {
    return negativePrompt;
  }

  /** In [{@value #MIN_STRENGTH}, 1]. */
  public DoubleProperty strengthProperty() {
    return strength;
  }

  /** From 1 to {@value #MAX_STEPS}. */
  public IntegerProperty stepsProperty() {
    return steps;
  }

  /** From {@value #MIN_GUIDANCE} to {@value #MAX_GUIDANCE}. */
  public DoubleProperty guidanceProperty() {
    return guidance;
  }

  /** The aesthetic score, from 1 to 10. */
  public DoubleProperty lookProperty() {
    return look;
  }

  /** The negative aesthetic score, from 1 to 10. */
  public DoubleProperty avoidLookProperty() {
    return avoidLook;
  }

  /** From 0 to {@link RefineSettings#MAX_SEED}. */
  public LongProperty seedProperty() {
    return seed;
  }

  /** What stands in text fields; to be taken over before a run's settings are asked for. */
  public TypedValues typed() {
    return typed;
  }

  /** What most users leave alone. */
  public AdvancedValues advanced() {
    return advanced;
  }

  /** Whether runs keep the seed. */
  public BooleanProperty seedLockedProperty() {
    return seedLocked;
  }

  /** The strength that suits the model in use; the one that is set while there is none. */
  double modelStrength() {
    ModelInfo now = model.get();
    return now == null ? strength.get() : now.defaults().strength();
  }
}
