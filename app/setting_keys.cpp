#include "app/setting_keys.h"

#include <charconv>
#include <limits>

#include "app/tenant_config.h"
#include "runtime/base/text.h"
#include "runtime/base/utc_time.h"

namespace iflowsim {

namespace {

/// Reaches the place of a setting in the configuration.
template <typename T>
using Place = std::function<T&(TenantConfig&)>;

template <typename T>
SettingKey number(std::string name, std::string meaning, Place<T> place, T minimum, T maximum) {
  return {std::move(name), std::move(meaning),
          "a whole number from " + std::to_string(minimum) + " to " + std::to_string(maximum),
          [=](TenantConfig& config, const std::string& text) {
            T value{};
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
            if (error != std::errc() || end != text.data() + text.size() || value < minimum || value > maximum) {
              return false;
            }
            place(config) = value;
            return true;
          }};
}

template <typename Duration>
SettingKey duration(std::string name, std::string meaning, Place<Duration> place) {
  return {std::move(name), std::move(meaning), "a whole number from 0 on",
          [=](TenantConfig& config, const std::string& text) {
            std::int64_t value = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
            if (error != std::errc() || end != text.data() + text.size() || value < 0) return false;
            place(config) = Duration(value);
            return true;
          }};
}

/// Seconds with decimals.
SettingKey seconds(std::string name, std::string meaning, const Place<std::chrono::milliseconds>& place) {
  constexpr double kLongest = 86'400;
  return {std::move(name), std::move(meaning), "a number of seconds from 0 to 86400, such as 0.5",
          [=](TenantConfig& config, const std::string& text) {
            double value = 0;
            const auto [end, error] =
                std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
            const bool whole = error == std::errc() && end == text.data() + text.size();
            // Written so that what is no number at all is refused too.
            if (!whole || !(value >= 0 && value <= kLongest)) return false;
            place(config) = std::chrono::round<std::chrono::milliseconds>(std::chrono::duration<double>(value));
            return true;
          }};
}

/// A time limit of the inbound front in milliseconds.
SettingKey phaseTime(std::string name, std::string meaning, std::chrono::milliseconds FrontLimits::*time) {
  constexpr std::int64_t kDay = 86'400'000;
  return {std::move(name), std::move(meaning), "a whole number from 1 to " + std::to_string(kDay),
          [=](TenantConfig& config, const std::string& text) {
            std::int64_t value = 0;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
            const bool whole = error == std::errc() && end == text.data() + text.size();
            if (!whole || value < 1 || value > kDay) return false;
            config.limits.*time = std::chrono::milliseconds(value);
            return true;
          }};
}

/// A switch between two words, the first of which means true.
SettingKey choice(std::string name, std::string meaning, const Place<bool>& place, const std::string& yes,
                  const std::string& no) {
  std::string takes = yes + " or " + no;
  return {std::move(name), std::move(meaning), std::move(takes), [=](TenantConfig& config, const std::string& text) {
            if (text != yes && text != no) return false;
            place(config) = text == yes;
            return true;
          }};
}

SettingKey flag(std::string name, std::string meaning, const Place<bool>& place) {
  return choice(std::move(name), std::move(meaning), place, "true", "false");
}

SettingKey text(std::string name, std::string meaning, const Place<std::string>& place) {
  return {std::move(name), std::move(meaning), "any text", [=](TenantConfig& config, const std::string& value) {
            place(config) = value;
            return true;
          }};
}

/// Texts separated by commas; a list in YAML.
SettingKey list(std::string name, std::string meaning, std::string takes,
                const Place<std::vector<std::string>>& place) {
  return {std::move(name), std::move(meaning), std::move(takes), [=](TenantConfig& config, const std::string& value) {
            place(config).clear();
            for (const std::string_view item : split(value, ',')) {
              if (!trim(item).empty()) place(config).emplace_back(trim(item));
            }
            return true;
          }};
}

constexpr std::uint64_t kAnySize = std::numeric_limits<std::uint64_t>::max() / 2;

std::vector<SettingKey> networkKeys() {
  constexpr std::uint16_t kLastPort = 65535;
  return {
      text(
          "bind", "Address the tenant listens on", [](auto& c) -> auto& { return c.bind; }),
      number<std::uint16_t>(
          "ports.runtime", "HTTPS port of the flows; 0 takes a free one",
          [](auto& c) -> auto& { return c.runtime_port; }, 0, kLastPort),
      number<std::uint16_t>(
          "ports.management", "HTTPS port of the management side; 0 takes a free one",
          [](auto& c) -> auto& { return c.management_port; }, 0, kLastPort),
      SettingKey{"ports.http", "Plain HTTP port of the flows, off unless given; 0 takes a free one",
                 "a whole number from 0 to 65535",
                 [](TenantConfig& config, const std::string& value) {
                   config.plain_http = true;
                   return number<std::uint16_t>(
                              "", "", [](auto& c) -> auto& { return c.http_port; }, 0, kLastPort)
                       .apply(config, value);
                 }},
      number<std::size_t>(
          "limits.connections", "Open connections at a time", [](auto& c) -> auto& { return c.limits.connections; }, 1,
          1'000'000),
      number<std::size_t>(
          "limits.head_bytes", "Bytes of a request line and its headers",
          [](auto& c) -> auto& { return c.limits.head_bytes; }, 1024, 1U << 20U),
      phaseTime("limits.handshake_ms", "Longest time of a TLS handshake", &FrontLimits::handshake_time),
      phaseTime("limits.head_ms", "Longest time from the first byte of a request's head to its end",
                &FrontLimits::head_time),
      phaseTime("limits.body_ms", "Longest pause of a request's body", &FrontLimits::body_time),
      phaseTime("limits.idle_ms", "Longest time between two requests of a connection", &FrontLimits::idle_time),
      phaseTime("limits.write_ms", "Longest pause of a caller that takes its reply", &FrontLimits::write_time),
      phaseTime("limits.linger_ms", "Time for a caller to read a reply given before its request was whole",
                &FrontLimits::linger_time),
      number<std::size_t>(
          "limits.spool_threshold", "Bytes of a body kept in memory; larger ones go to a file",
          [](auto& c) -> auto& { return c.engine.runtime.body.spool_threshold; }, 0, kAnySize),
      number<unsigned>(
          "workers.threads", "Threads for flows that wait for something", [](auto& c) -> auto& { return c.workers; }, 1,
          1024),
      number<std::size_t>(
          "workers.queue", "Messages waiting for a worker before callers get 503",
          [](auto& c) -> auto& { return c.worker_queue; }, 1, 1'000'000),
  };
}

std::vector<SettingKey> behaviourKeys() {
  return {
      flag(
          "http.case_sensitive", "Whether addresses compare by case",
          [](auto& c) -> auto& { return c.engine.case_sensitive_addresses; }),
      choice(
          "http.error_template", "Text of a failed call",
          [](auto& c) -> auto& { return c.engine.runtime.classic_error_template; }, "classic", "current"),
      flag(
          "http.return_message_id", "SAP_MessageProcessingLogID in successful replies",
          [](auto& c) -> auto& { return c.engine.runtime.return_message_id; }),
      flag(
          "http.always_keep_content_type", "Content-Type reaches the flow without being allowed",
          [](auto& c) -> auto& { return c.engine.runtime.always_keep_content_type; }),
      flag(
          "runtime.local_exception_bubbles", "Failures of local processes reach the caller's exception subprocess",
          [](auto& c) -> auto& { return c.engine.runtime.local_exception_bubbles; }),
      duration<std::chrono::milliseconds>(
          "runtime.drain_ms", "How long a stopping flow waits for its messages",
          [](auto& c) -> auto& { return c.engine.runtime.drain; }),
      duration<std::chrono::milliseconds>(
          "runtime.status_lag_ms", "How long the list of flows shows the old state after a change",
          [](auto& c) -> auto& { return c.engine.deployments.status_lag; }),
      seconds(
          "restart.seconds", "How long the channels of a flow are down between two versions",
          [](auto& c) -> auto& { return c.engine.deployments.restart; }),
      choice(
          "redeploy.status", "Answer to calls of a flow that is being stopped or redeployed",
          [](auto& c) -> auto& { return c.unavailable_while_redeploying; }, "503", "404"),
      flag(
          "parameters.strict", "A parameter without a value keeps a flow from starting",
          [](auto& c) -> auto& { return c.strict_parameters; }),
      duration<std::chrono::milliseconds>(
          "watch.interval_ms", "How often the folder is looked at; 0 never",
          [](auto& c) -> auto& { return c.watch_interval; }),
      SettingKey{"clock.offset", "How far the tenant's time is from this machine's; --now sets it too",
                 "a span such as 90d, -2h or 1d12h",
                 [](TenantConfig& config, const std::string& value) {
                   const auto span = parseSpan(value);
                   if (span) config.clock_offset = *span;
                   return span.has_value();
                 }},
      list(
          "receivers.allow", "Addresses receivers may really call, * for any text; all others need a stub",
          "a list of addresses", [](auto& c) -> auto& { return c.allowed_receivers; }),
      SettingKey{"receivers.on_premise", "Base addresses that stand for virtual hosts of the cloud connector",
                 "a list of <virtual host>=<base address>",
                 [](TenantConfig& config, const std::string& value) {
                   config.on_premise.clear();
                   for (const std::string_view item : split(value, ',')) {
                     if (trim(item).empty()) continue;
                     const auto equals = item.find('=');
                     if (equals == std::string_view::npos) return false;
                     config.on_premise[std::string(trim(item.substr(0, equals)))] = trim(item.substr(equals + 1));
                   }
                   return true;
                 }},
  };
}

std::vector<SettingKey> securityKeys() {
  return {
      choice(
          "security.mode", "Security model of the tenant", [](auto& c) -> auto& { return c.neo; }, "neo", "cf"),
      duration<std::chrono::seconds>(
          "security.remember_seconds", "How long a verified password is remembered",
          [](auto& c) -> auto& { return c.remember_credentials; }),
      choice(
          "security.untrusted_certificate", "What becomes of a client certificate without a trusted root",
          [](auto& c) -> auto& { return c.reject_untrusted; }, "reject_handshake", "drop"),
      flag(
          "security.reversed_names", "Names of certificates may stand in channels in opposite order",
          [](auto& c) -> auto& { return c.reversed_names; }),
      choice(
          "security.cf.principal_header", "SapAuthenticatedUserName of a caller with a service key",
          [](auto& c) -> auto& { return c.client_unnamed; }, "absent", "clientid"),
      duration<std::chrono::seconds>(
          "security.cf.role_cache_ttl", "Seconds until a changed role counts for a caller in mode cf; 0 at once",
          [](auto& c) -> auto& { return c.role_cache; }),
      list(
          "security.trusted_proxies", "Proxies whose certificate headers count on the plain HTTP port",
          "a list of addresses and networks such as 10.0.0.0/8", [](auto& c) -> auto& { return c.trusted_proxies; }),
      list(
          "runtime.hosts", "Host names of the runtime node in mode cf; others are answered 404 when given",
          "a list of host names", [](auto& c) -> auto& { return c.runtime_hosts; }),
      flag(
          "access_log", "A line of every call in .iflowsim/access.log", [](auto& c) -> auto& { return c.access_log; }),
      flag(
          "explain.reason_in_reply", "Refusals tell the caller their reason in the header X-Iflowsim-Reason",
          [](auto& c) -> auto& { return c.reason_in_reply; }),
  };
}

std::vector<SettingKey> scriptKeys() {
  constexpr int kLeastHeap = 64;
  constexpr int kMostHeap = 1 << 20;
  return {
      text(
          "scripts.java", "The program that runs scripts", [](auto& c) -> auto& { return c.scripts.java; }),
      number<int>(
          "scripts.heap_mib", "Most memory of all scripts, in MiB",
          [](auto& c) -> auto& { return c.scripts.heap_limit; }, kLeastHeap, kMostHeap),
      duration<std::chrono::milliseconds>(
          "scripts.time_limit_ms", "Longest time of one call of a script; 0 for no limit",
          [](auto& c) -> auto& { return c.scripts.time_limit; }),
      flag(
          "scripts.allow_network", "Scripts may open connections",
          [](auto& c) -> auto& { return c.scripts.allow_network; }),
  };
}

std::vector<SettingKey> bundleKeys() {
  using Size = std::uint64_t;
  return {
      number<Size>(
          "bundles.max_archive_bytes", "Bytes of a zip before it is opened",
          [](auto& c) -> auto& { return c.bundles.max_archive_bytes; }, 1, kAnySize),
      number<std::size_t>(
          "bundles.max_entries", "Entries of an archive", [](auto& c) -> auto& { return c.bundles.max_entries; }, 1,
          kAnySize),
      number<Size>(
          "bundles.max_entry_bytes", "Bytes of an unpacked entry",
          [](auto& c) -> auto& { return c.bundles.max_entry_bytes; }, 1, kAnySize),
      number<Size>(
          "bundles.max_total_bytes", "Bytes of all unpacked entries",
          [](auto& c) -> auto& { return c.bundles.max_total_bytes; }, 1, kAnySize),
      number<Size>(
          "bundles.max_compression_ratio", "Unpacked bytes for each packed one",
          [](auto& c) -> auto& { return c.bundles.max_compression_ratio; }, 1, kAnySize),
      number<std::size_t>(
          "bundles.max_name_bytes", "Bytes of an entry's name",
          [](auto& c) -> auto& { return c.bundles.max_name_bytes; }, 1, kAnySize),
      number<unsigned>(
          "bundles.max_zip_nesting", "Zips inside zips", [](auto& c) -> auto& { return c.bundles.max_zip_nesting; }, 0,
          100),
      number<unsigned>(
          "bundles.max_folder_depth", "Folders inside the folder of bundles",
          [](auto& c) -> auto& { return c.bundles.max_folder_depth; }, 1, 1000),
      number<unsigned>(
          "bundles.max_xml_depth", "Elements inside elements", [](auto& c) -> auto& { return c.bundles.max_xml_depth; },
          1, 1000),
      number<std::size_t>(
          "bundles.max_xml_elements", "Elements of a model",
          [](auto& c) -> auto& { return c.bundles.max_xml_elements; }, 1, kAnySize),
      number<std::size_t>(
          "bundles.max_flow_nodes", "Steps of a flow", [](auto& c) -> auto& { return c.bundles.max_flow_nodes; }, 1,
          kAnySize),
  };
}

}  // namespace

const std::vector<SettingKey>& settingKeys() {
  static const std::vector<SettingKey> keys = [] {
    std::vector<SettingKey> all = networkKeys();
    for (const auto& group : {securityKeys(), behaviourKeys(), scriptKeys(), bundleKeys()})
      all.insert(all.end(), group.begin(), group.end());
    return all;
  }();
  return keys;
}

const SettingKey* findSettingKey(const std::string& name) {
  for (const SettingKey& key : settingKeys()) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

const std::vector<std::string>& settingKeyNames() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const SettingKey& key : settingKeys()) all.push_back(key.name);
    return all;
  }();
  return names;
}

}  // namespace iflowsim
