package afterimage.onnx.runtime;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The devices that Vulkan knows here, which ONNX Runtime's WebGPU provider runs on under Linux; it
 * says itself neither which there are nor why there is none. Numbers are those of the Vulkan
 * specification (vulkan_core.h).
 *
 * @param hasLoader whether the library is there that programs find drivers by
 * @param cards of all drivers, as WebGPU prefers them: discrete ones, integrated ones, others, and
 *     at last software
 */
record VulkanCards(boolean hasLoader, List<Card> cards) {
  private static final String LOADER = "libvulkan.so.1";

  /** Its {@code VkInstanceCreateInfo} without layers and extensions, and its first field. */
  private static final long CREATE_INFO_BYTES = 64;

  private static final int CREATE_INFO = 1;

  /** {@code VkPhysicalDeviceProperties} and fields in it. */
  private static final long PROPERTIES_BYTES = 824;

  private static final long VENDOR = 8;
  private static final long DEVICE = 12;
  private static final long TYPE = 16;
  private static final long NAME = 20;

  /** {@code limits.maxStorageBufferRange}. */
  private static final long MAX_BINDING = 324;

  /** {@code VkPhysicalDeviceMemoryProperties}: its heaps, each of a size and flags. */
  private static final long MEMORY_BYTES = 520;

  private static final long HEAP_COUNT = 260;
  private static final long HEAPS = 264;
  private static final long HEAP_BYTES = 16;
  private static final int DEVICE_LOCAL = 1;

  /** What a card is, as WebGPU prefers them. */
  enum Type {
    DISCRETE,
    INTEGRATED,
    OTHER,
    /** A driver that computes on the processor. */
    SOFTWARE
  }

  /**
   * A device.
   *
   * @param name as its driver writes it
   * @param vendor PCI number
   * @param device PCI number
   * @param memory bytes of its own memory, or of the machine's that it may use
   * @param maxBinding bytes of the largest buffer that a shader may see whole
   */
  record Card(String name, Type type, int vendor, int device, long memory, long maxBinding) {

    /** What makes Vulkan's loader put it first, in {@code VK_LOADER_DEVICE_SELECT}. */
    String selector() {
      return "0x%x:0x%x".formatted(vendor, device);
    }
  }

  /** Those of this system as they are now. */
  @SuppressWarnings("CatchingUnchecked") // Whatever it is, there are none for us.
  static VulkanCards ofTheSystem() {
    SymbolLookup vulkan;
    try {
      // For good: drivers don't expect to be unloaded.
      vulkan = loader();
    } catch (IllegalArgumentException e) {
      return new VulkanCards(false, List.of());
    }
    List<Card> cards = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      list(new Calls(vulkan), arena, cards);
    } catch (Throwable e) {
      System.getLogger(VulkanCards.class.getName())
          .log(System.Logger.Level.DEBUG, "Vulkan's devices cannot be listed", e);
    }
    cards.sort(Comparator.comparing(Card::type));
    return new VulkanCards(true, List.copyOf(cards));
  }

  @SuppressWarnings("restricted")
  private static SymbolLookup loader() {
    return SymbolLookup.libraryLookup(LOADER, Arena.global());
  }

  private static void list(Calls vulkan, Arena arena, List<Card> cards) throws Throwable {
    MemorySegment create = arena.allocate(CREATE_INFO_BYTES, Long.BYTES);
    create.set(ValueLayout.JAVA_INT, 0, CREATE_INFO);
    MemorySegment holder = arena.allocate(ValueLayout.ADDRESS);
    if (vulkan.call("vkCreateInstance", create, MemorySegment.NULL, holder) != 0) {
      return; // No driver.
    }
    MemorySegment instance = holder.get(ValueLayout.ADDRESS, 0);
    try {
      MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
      vulkan.call("vkEnumeratePhysicalDevices", instance, count, MemorySegment.NULL);
      int found = count.get(ValueLayout.JAVA_INT, 0);
      MemorySegment devices = arena.allocate(ValueLayout.ADDRESS, Math.max(found, 1));
      vulkan.call("vkEnumeratePhysicalDevices", instance, count, devices);
      for (int i = 0; i < Math.min(found, count.get(ValueLayout.JAVA_INT, 0)); i++) {
        MemorySegment properties = arena.allocate(PROPERTIES_BYTES, Long.BYTES);
        MemorySegment memory = arena.allocate(MEMORY_BYTES, Long.BYTES);
        vulkan.properties(devices.getAtIndex(ValueLayout.ADDRESS, i), properties);
        vulkan.memory(devices.getAtIndex(ValueLayout.ADDRESS, i), memory);
        cards.add(card(properties, memory));
      }
    } finally {
      vulkan.destroy(instance);
    }
  }

  /** The largest heap that is the device's own. */
  private static long memory(MemorySegment memory) {
    long most = 0;
    for (int i = 0; i < memory.get(ValueLayout.JAVA_INT, HEAP_COUNT); i++) {
      long heap = HEAPS + i * HEAP_BYTES;
      if ((memory.get(ValueLayout.JAVA_INT, heap + Long.BYTES) & DEVICE_LOCAL) != 0) {
        most = Math.max(most, memory.get(ValueLayout.JAVA_LONG, heap));
      }
    }
    return most;
  }

  private static Card card(MemorySegment properties, MemorySegment memory) {
    Type type =
        switch (properties.get(ValueLayout.JAVA_INT, TYPE)) {
          case 1 -> Type.INTEGRATED;
          case 2 -> Type.DISCRETE;
          case 4 -> Type.SOFTWARE;
          default -> Type.OTHER;
        };
    return new Card(
        properties.getString(NAME),
        type,
        properties.get(ValueLayout.JAVA_INT, VENDOR),
        properties.get(ValueLayout.JAVA_INT, DEVICE),
        memory(memory),
        Integer.toUnsignedLong(properties.get(ValueLayout.JAVA_INT, MAX_BINDING)));
  }

  /** Functions of the loader's library. */
  private record Calls(SymbolLookup library) {

    /** One of three pointers that returns a result, 0 for success. */
    @SuppressWarnings("restricted")
    int call(String name, MemorySegment first, MemorySegment second, MemorySegment third)
        throws Throwable {
      return (int)
          Linker.nativeLinker()
              .downcallHandle(
                  library.find(name).orElseThrow(),
                  FunctionDescriptor.of(
                      ValueLayout.JAVA_INT,
                      ValueLayout.ADDRESS,
                      ValueLayout.ADDRESS,
                      ValueLayout.ADDRESS))
              .invokeExact(first, second, third);
    }

    void properties(MemorySegment device, MemorySegment into) throws Throwable {
      of("vkGetPhysicalDeviceProperties", device, into);
    }

    void memory(MemorySegment device, MemorySegment into) throws Throwable {
      of("vkGetPhysicalDeviceMemoryProperties", device, into);
    }

    void destroy(MemorySegment instance) throws Throwable {
      of("vkDestroyInstance", instance, MemorySegment.NULL);
    }

    @SuppressWarnings("restricted")
    private void of(String name, MemorySegment first, MemorySegment second) throws Throwable {
      Linker.nativeLinker()
          .downcallHandle(
              library.find(name).orElseThrow(),
              FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS))
          .invokeExact(first, second);
    }
  }
}
