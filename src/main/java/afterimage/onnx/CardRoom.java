package afterimage.onnx;

import afterimage.engine.Device;
import afterimage.engine.EngineException;
import afterimage.engine.ImageRequest;
import afterimage.engine.PixelSize;
import afterimage.engine.RefineListener;
import afterimage.message.Messages;
import afterimage.onnx.memory.CardBudget;
import afterimage.onnx.memory.CardNeeds;
import afterimage.onnx.memory.MemoryPlan;
import afterimage.onnx.memory.Residency;
import afterimage.onnx.model.ModelCache;
import afterimage.onnx.runtime.Provider;
import afterimage.onnx.runtime.Providers;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Plans a run with less where a graphics card has no room for all of a model. */
final class CardRoom {
  private static final double GIGABYTE = 1L << 30;

  private final ModelCache models;
  private final Function<Device, OptionalLong> memory;
  private final CardBudget budget = new CardBudget();
  private final Set<String> told = new HashSet<>();

  CardRoom(ModelCache models) {
    this(models, Providers::memory);
  }

  /**
   * @param memory bytes that a device's card has
   */
  CardRoom(ModelCache models, Function<Device, OptionalLong> memory) {
    this.models = models;
    this.memory = memory;
  }

  CardBudget budget() {
    return budget;
  }

  /**
   * The plan, or one that takes less.
   *
   * @param size of what the model sees
   * @param listener told of what is saved, once
   */
  MemoryPlan fit(MemoryPlan plan, ImageRequest request, PixelSize size, RefineListener listener)
      throws EngineException {
    long room = budget.of(memory.apply(plan.device()));
    if (plan.device().kind() == Device.Kind.CPU || room == Long.MAX_VALUE) {
      return plan;
    }
    CardNeeds needs =
        models.needs(request.model().path(), plan.options(), new Provider(plan.device()));
    if (needs.of(size, plan.rows(), Residency.TOGETHER) <= room) {
      return plan;
    }
    MemoryPlan less = plan.inTurns();
    if (needs.of(size, less.rows(), Residency.IN_TURNS) > room) {
      less = plan.reduced(request.model().path(), Math.max(size.width(), size.height()));
    }
    String notice =
        Messages.of("onnx.cardShort", room / GIGABYTE, String.join(", ", less.savings(plan)));
    if (told.add(notice)) {
      listener.notice(notice);
    }
    return less;
  }
}
