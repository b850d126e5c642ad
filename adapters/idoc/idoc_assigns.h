#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct _xmlNode;

namespace iflowsim {

/// Which number a system gave to which IDoc. Source: observed-samples 102.
struct IdocAssign {
  /// DOCNUM of the IDoc in the sending system.
  std::string transfer_id;
  /// Its number in the system that took it.
  std::string db_id;
};

/// What a system answers to IDocs.
struct IdocResponse {
  std::string type;
  /// In the order of the IDocs.
  std::vector<IdocAssign> assigns;
};

/// Namespace of requests and replies where a request says none.
inline constexpr const char* kIdocNamespace = "urn:sap-com:document:sap:idoc:soap:messages";

/// `<type>Response` with an IdocAssign for each IDoc, as XML text without declaration. Source: observed-samples S3.
std::string writeIdocResponse(const IdocResponse& response, std::string_view namespace_uri);
/// None when the element is not named so. Elements of any namespace are read.
std::optional<IdocResponse> readIdocResponse(const _xmlNode* root);

}  // namespace iflowsim
