#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/shared/wsdl/wsdl_files.h"
#include "adapters/shared/wsdl/wsdl_service.h"
#include "adapters/shared/wsdl/wsdl_xml.h"

namespace iflowsim::wsdl {

/// What a description and those it imports define. Refers to their trees.
class WsdlContract {
 public:
  explicit WsdlContract(const std::vector<WsdlFile>& files);

  /// The binding of the port that a channel chose; of a description without services, the binding of that name.
  /// Errors: `WSDL-004`, `WSDL-005`.
  Result<_xmlNode*> binding(const WsdlService::Choice& choice) const;
  /// What callers can ask for through a binding. Error: `WSDL-002` when it refers to what is not there.
  Result<std::vector<WsdlOperation>> operations(_xmlNode* binding) const;

  bool hasServices() const { return !services_.empty(); }

 private:
  /// Definitions of one kind by their names.
  using Table = std::map<QName, _xmlNode*>;

  static _xmlNode* lookUp(const Table& table, _xmlNode* where, std::string_view qualified);
  Result<_xmlNode*> service(std::string_view name) const;
  Result<_xmlNode*> bindingOfPort(_xmlNode* service, std::string_view name) const;
  Result<_xmlNode*> bindingAlone(std::string_view name) const;
  Result<WsdlOperation> operation(_xmlNode* bound, _xmlNode* port_type, std::string_view style) const;
  /// Into the operation: the element that its input message puts into the body.
  void readInput(_xmlNode* bound, _xmlNode* input, WsdlOperation& operation) const;

  /// The description as its errors name it.
  std::string name_;
  std::vector<_xmlNode*> services_;
  std::vector<_xmlNode*> bindings_;
  Table bindings_by_name_;
  Table port_types_;
  Table messages_;
};

}  // namespace iflowsim::wsdl
