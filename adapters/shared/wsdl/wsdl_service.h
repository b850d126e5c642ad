#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "iflows/model/resources.h"
#include "runtime/base/result.h"

namespace iflowsim {

/// One operation of a port.
struct WsdlOperation {
  std::string name;
  std::string soap_action;
  /// Local name and namespace of the element in the body of a request (document style); empty for rpc.
  std::string input_name;
  std::string input_namespace;
  /// There is no output: one-way.
  bool one_way = false;
  bool rpc = false;
};

/// A service description out of a bundle, with the WSDL and schema files it imports. Immutable, used by many threads.
/// Source: runtime-behaviour 2.2.
class WsdlService {
 public:
  struct Choice {
    /// As the channel has it: `/wsdl/Orders.wsdl`, or a name alone.
    std::string url;
    /// `p1:OrderService`; the prefix counts for nothing. Empty: the only one.
    std::string service = {};
    /// Empty: the first that has a SOAP binding. Of a description without services: the name of the binding.
    std::string port = {};
  };

  /// Errors: `WSDL-001` there is no such file in the bundle (names those there are), `WSDL-002` it cannot be read,
  /// `WSDL-003` an import that is not in the bundle (one from outside is never fetched), `WSDL-004` no such service or
  /// port (names those there are), `WSDL-005` the port has no SOAP binding.
  static Result<std::shared_ptr<const WsdlService>> load(const Resources& resources, const Choice& choice);
  /// The generic contract of channels without a WSDL: operation `invoke` of namespace
  /// `http://cxf.component.camel.apache.org/`; every request is one of `invoke`. Source: observed-samples 35.
  static std::shared_ptr<const WsdlService> generic(bool one_way);

  const std::vector<WsdlOperation>& operations() const { return operations_; }
  /// The operation of a request: by the element in its body, else by its SOAP action; null when there is none.
  const WsdlOperation* find(std::string_view payload_namespace, std::string_view payload_name,
                            std::string_view soap_action) const;
  const WsdlOperation* operation(std::string_view name) const;

  /// The description as served at `<endpoint>?wsdl`: addresses of its ports are `endpoint`, imports are
  /// `<endpoint>?wsdl=<name>` and `<endpoint>?xsd=<name>`, policies are left out. `name`: the imported file that the
  /// query asks for, decoded; empty: the description itself. None: `WSDL-006`. A description without a service has one
  /// made for it; ports that are not SOAP stay as they are.
  Result<std::string> published(std::string_view endpoint, std::string_view name = {}) const;

 private:
  bool generic_ = false;
  std::vector<WsdlOperation> operations_;
  /// Texts by the name they are published under, but for the address; the description itself has the empty one.
  std::map<std::string, std::shared_ptr<const std::string>, std::less<>> files_;
};

}  // namespace iflowsim
