#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/message/exchange.h"
#include "runtime/message/run.h"
#include "runtime/spi/credentials.h"
#include "runtime/spi/http_client.h"
#include "runtime/spi/keystore.h"
#include "runtime/spi/registry.h"
#include "runtime/spi/scheduler.h"
#include "runtime/spi/services.h"
#include "runtime/spi/stores.h"

/// The seam of adapters that are built outside of the project and loaded as shared libraries. docs/plugins.md shows
/// how.
namespace iflowsim {

/// Version of the seams as libraries see them. It is raised by one with every change of an installed header after which
/// a library that was built before could misbehave: virtual functions added, removed or put elsewhere; members and
/// enumerators changed; a function's meaning changed. New headers, new plain functions and words do not raise it.
inline constexpr std::uint32_t kPluginInterface = 2;

/// Compiler and standard library a file is compiled with. Libraries with another one are refused: what they make of the
/// seams' types need not be the same.
#define IFLOWSIM_TEXT_OF(number) #number
#define IFLOWSIM_TEXT(macro) IFLOWSIM_TEXT_OF(macro)
#if defined(__clang__)
#define IFLOWSIM_COMPILER "clang " IFLOWSIM_TEXT(__clang_major__)
#elif defined(__GNUC__)
#define IFLOWSIM_COMPILER "gcc " IFLOWSIM_TEXT(__GNUC__)
#else
#define IFLOWSIM_COMPILER "another compiler"
#endif
#if defined(_GLIBCXX_DEBUG)
#define IFLOWSIM_LIBRARY_MODE " debug"
#else
#define IFLOWSIM_LIBRARY_MODE ""
#endif
#if defined(_GLIBCXX_RELEASE)
#define IFLOWSIM_LIBRARY \
  "libstdc++ " IFLOWSIM_TEXT(_GLIBCXX_RELEASE) " cxx11 " IFLOWSIM_TEXT(_GLIBCXX_USE_CXX11_ABI) IFLOWSIM_LIBRARY_MODE
#else
#define IFLOWSIM_LIBRARY "another standard library"
#endif
inline constexpr const char* kPluginAbi = IFLOWSIM_COMPILER ", " IFLOWSIM_LIBRARY;

/// A digest of the sizes of the types that cross the seam: it differs when a library was compiled against headers in
/// which one of them was another, whatever the version says.
constexpr std::uint64_t pluginLayout() {
  constexpr std::size_t kSizes[] = {sizeof(AdapterSpec),    sizeof(PropertySpec),    sizeof(AdapterRegistry),
                                    sizeof(Channel),        sizeof(FlowModel),       sizeof(Diagnostic),
                                    sizeof(Exchange),       sizeof(Headers),         sizeof(Value),
                                    sizeof(Body),           sizeof(Attachment),      sizeof(Run),
                                    sizeof(FlowError),      sizeof(Inbound),         sizeof(Outcome),
                                    sizeof(HttpRequest),    sizeof(HttpReply),       sizeof(OutboundRequest),
                                    sizeof(AccessRule),     sizeof(EndpointAddress), sizeof(Services),
                                    sizeof(RuntimeOptions), sizeof(Stores),          sizeof(KeyPair),
                                    sizeof(UserCredential)};
  std::uint64_t digest = 14695981039346656037U;
  for (const std::size_t size : kSizes) digest = (digest ^ size) * 1099511628211U;
  return digest;
}

/// What a plug-in library says of itself. The first four fields stay where they are in every version of the interface,
/// so that a library of another one can be named in the error. The texts live as long as the library.
struct PluginDescription {
  std::uint32_t interface_version = kPluginInterface;
  const char* abi = kPluginAbi;
  /// Name and version of the plug-in, for people: `folder`, `1.0.0`.
  const char* name = "";
  const char* version = "";
  std::uint64_t layout = pluginLayout();
  /// Adds the plug-in's adapters. Called once, from one thread, before any flow is deployed. What it throws keeps the
  /// plug-in from being used and is told to the administrator.
  void (*register_adapters)(AdapterRegistry&) = nullptr;
};

/// The one function a plug-in library exports; the description lives as long as the library, which is never unloaded.
using PluginEntry = const PluginDescription* (*)();
inline constexpr const char* kPluginEntry = "iflowsimPlugin";

}  // namespace iflowsim

/// Declares the library this stands in a plug-in: `IFLOWSIM_PLUGIN("folder", "1.0.0", registerFolder)`, once, outside
/// of any namespace.
#define IFLOWSIM_PLUGIN(plugin_name, plugin_version, register_function)                                  \
  extern "C" __attribute__((visibility("default"))) const iflowsim::PluginDescription* iflowsimPlugin(); \
  extern "C" const iflowsim::PluginDescription* iflowsimPlugin() {                                       \
    static const iflowsim::PluginDescription kDescription{                                               \
        .name = plugin_name, .version = plugin_version, .register_adapters = register_function};         \
    return &kDescription;                                                                                \
  }
