#pragma once

#include <string>

#include "adapters/shared/wsdl/wsdl_files.h"

struct _xmlNode;

namespace iflowsim::wsdl {

/// Makes a file what is served of it: its SOAP ports have the address `kOwnAddress`, policies and the document type are
/// gone. Changes its tree.
void preparePublication(const WsdlFile& file);
/// A service for a description without any, with one port of that binding.
void addService(const WsdlFile& description, _xmlNode* binding);

/// The contract of channels without a description, with `kOwnAddress`.
std::string genericDescription(bool one_way);

}  // namespace iflowsim::wsdl
