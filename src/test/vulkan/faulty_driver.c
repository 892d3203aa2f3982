// A Vulkan driver that passes all on to another one, and fails where a test tells it to: by files in the folder FAULTY_VULKAN_FAULTS.
// "lost": the device is lost as soon as work is submitted. "memory": allocations of more bytes than the number in it fail.
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Of vulkan_core.h.
enum { OUT_OF_DEVICE_MEMORY = -2, DEVICE_LOST = -4, INITIALIZATION_FAILED = -3 };
struct Allocation { int type; const void *next; unsigned long long bytes; unsigned kind; };

typedef void (*Function)(void);
typedef Function (*Lookup)(void *owner, const char *name);

static Lookup of_instance, of_device;
static int (*allocate)(void *, const struct Allocation *, const void *, void *);
static int (*submit)(void *, unsigned, const void *, void *);
static int (*submit2)(void *, unsigned, const void *, void *);

static void *driver(const char *name) {
  static void *library;
  if (!library) library = dlopen(getenv("FAULTY_VULKAN_DRIVER"), RTLD_NOW | RTLD_LOCAL);
  return library ? dlsym(library, name) : NULL;
}

static int is_told(const char *fault, unsigned long long *number) {
  const char *folder = getenv("FAULTY_VULKAN_FAULTS");
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", folder ? folder : "", fault);
  FILE *file = fopen(path, "r");
  if (!file) return 0;
  if (fscanf(file, "%llu", number) != 1) *number = 0;
  fclose(file);
  return 1;
}

static int allocate_if_told(void *device, const struct Allocation *wanted, const void *allocator, void *memory) {
  unsigned long long most;
  if (is_told("memory", &most) && wanted->bytes > most) return OUT_OF_DEVICE_MEMORY;
  return allocate(device, wanted, allocator, memory);
}

static int submit_if_told(void *queue, unsigned count, const void *work, void *fence) {
  unsigned long long none;
  return is_told("lost", &none) ? DEVICE_LOST : submit(queue, count, work, fence);
}

static int submit2_if_told(void *queue, unsigned count, const void *work, void *fence) {
  unsigned long long none;
  return is_told("lost", &none) ? DEVICE_LOST : submit2(queue, count, work, fence);
}

static Function of_device_or_ours(void *device, const char *name);

static Function ours(const char *name, Function theirs) {
  if (!theirs) return theirs;
  if (!strcmp(name, "vkGetDeviceProcAddr")) {
    of_device = (Lookup) theirs;
    return (Function) of_device_or_ours;
  }
  if (!strcmp(name, "vkAllocateMemory")) {
    allocate = (void *) theirs;
    return (Function) allocate_if_told;
  }
  if (!strcmp(name, "vkQueueSubmit")) {
    submit = (void *) theirs;
    return (Function) submit_if_told;
  }
  if (!strcmp(name, "vkQueueSubmit2") || !strcmp(name, "vkQueueSubmit2KHR")) {
    submit2 = (void *) theirs;
    return (Function) submit2_if_told;
  }
  return theirs;
}

static Function of_device_or_ours(void *device, const char *name) { return ours(name, of_device(device, name)); }

// What Vulkan's loader asks a driver for.
Function vk_icdGetInstanceProcAddr(void *instance, const char *name) {
  if (!of_instance) of_instance = (Lookup) driver("vk_icdGetInstanceProcAddr");
  return of_instance ? ours(name, of_instance(instance, name)) : NULL;
}

Function vk_icdGetPhysicalDeviceProcAddr(void *instance, const char *name) {
  Lookup theirs = (Lookup) driver("vk_icdGetPhysicalDeviceProcAddr");
  return theirs ? theirs(instance, name) : NULL;
}

int vk_icdNegotiateLoaderICDInterfaceVersion(unsigned *version) {
  int (*theirs)(unsigned *) = (int (*)(unsigned *)) driver("vk_icdNegotiateLoaderICDInterfaceVersion");
  return theirs ? theirs(version) : INITIALIZATION_FAILED;
}
