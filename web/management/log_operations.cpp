#include <charconv>

#include "web/management/json_forms.h"
#include "web/management/log_query.h"
#include "web/management/operations.h"
#include "web/management/permissions.h"

namespace iflowsim {

namespace {

using Json = nlohmann::json;

Error noSuchMessage(const std::string& id) {
  return {"LOG-404", "There is no message '" + id + "' in the processing log."};
}

Json snapshot(LogReader& log, const std::string& message, std::size_t step, TraceSide side) {
  const auto taken = log.trace(message, step, side);
  return taken ? toJson(*taken) : Json();
}

}  // namespace

ApiReply listLogs(const ApiCall& call) {
  const auto query = readLogQuery(call);
  if (!query) return failed(query.error());
  Json messages = Json::array();
  for (const LogEntry& entry : call.tenant.log.query(query->filter, query->page)) messages.push_back(toJson(entry));
  return {200, {{"messages", std::move(messages)}}};
}

ApiReply showLog(const ApiCall& call) {
  const std::string& id = call.path_values.at(0);
  const bool traced = call.parameter("trace") == "true";
  if (traced && !isGranted(permission::kReadPayloads, call.caller)) {
    return failed(refusal(permission::kReadPayloads, call.caller));
  }
  const auto details = call.tenant.log.find(id);
  if (!details) return failed(noSuchMessage(id));
  Json json = toJson(*details);
  if (!traced) return {200, std::move(json)};
  for (std::size_t i = 0; i < details->steps.size(); ++i) {
    const std::size_t number = details->steps[i].number;
    json["steps"][i]["before"] = snapshot(call.tenant.log, id, number, TraceSide::Before);
    json["steps"][i]["after"] = snapshot(call.tenant.log, id, number, TraceSide::After);
  }
  return {200, std::move(json)};
}

ApiReply showLogAttachment(const ApiCall& call) {
  const std::string& id = call.path_values.at(0);
  const std::string& number = call.path_values.at(1);
  std::size_t position = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), position);
  const bool readable = error == std::errc() && end == number.data() + number.size();
  const auto attachment = readable ? call.tenant.log.attachment(id, position) : std::nullopt;
  if (!attachment) return failed({"LOG-404", "Message '" + id + "' has no attachment " + number + '.'});
  return {200, {{"name", attachment->name}, {"mediaType", attachment->media_type}, {"content", attachment->content}}};
}

ApiReply deleteLogs(const ApiCall& call) {
  if (call.query.size() == 1 && call.parameter("all") == "true") {
    return {200, {{"deleted", call.tenant.log_cleaner.remove({})}}};
  }
  const auto query = readLogQuery(call);
  if (!query) return failed(query.error());
  if (!query->restricted) return failed({"API-400", "Say which messages to delete by a filter, or all by ?all=true."});
  return {200, {{"deleted", call.tenant.log_cleaner.remove(query->filter)}}};
}

ApiReply deleteLog(const ApiCall& call) {
  const std::string& id = call.path_values.at(0);
  if (call.tenant.log_cleaner.remove({.message_id = id}) == 0) return failed(noSuchMessage(id));
  return {200, {{"deleted", 1}}};
}

}  // namespace iflowsim
