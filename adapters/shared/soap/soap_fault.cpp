#include "adapters/shared/soap/soap_fault.h"

#include "adapters/shared/soap/xml_text.h"
#include "runtime/base/text.h"

namespace iflowsim {

namespace {

std::string codeName(SoapFault::Code code, SoapVersion version) {
  switch (code) {
    case SoapFault::Code::VersionMismatch:
      return "VersionMismatch";
    case SoapFault::Code::MustUnderstand:
      return "MustUnderstand";
    case SoapFault::Code::Client:
      return version == SoapVersion::V11 ? "Client" : "Sender";
    case SoapFault::Code::Server:
      break;
  }
  return version == SoapVersion::V11 ? "Server" : "Receiver";
}

std::string element(const std::string& name, const std::string& content) {
  return '<' + name + '>' + content + "</" + name + '>';
}

/// `<name xmlns:ns1="...">ns1:own</name>`, or with the prefix of the envelope, or without a namespace.
std::string ownCode(const std::string& name, const SoapFault& fault, SoapVersion version) {
  const std::string code = xmlText(fault.code_name);
  if (fault.code_namespace.empty()) return element(name, code);
  if (fault.code_namespace == envelopeNamespace(version)) return element(name, "soap:" + code);
  return '<' + name + " xmlns:ns1=\"" + escapeXml(fault.code_namespace) + "\">ns1:" + code + "</" + name + '>';
}

std::string fault11(const SoapFault& fault) {
  std::string content = fault.code_name.empty() ? element("faultcode", "soap:" + codeName(fault.code, SoapVersion::V11))
                                                : ownCode("faultcode", fault, SoapVersion::V11);
  content += element("faultstring", xmlText(fault.reason));
  if (!fault.actor.empty()) content += element("faultactor", xmlText(fault.actor));
  if (!fault.detail.empty()) content += element("detail", fault.detail);
  return content;
}

std::string fault12(const SoapFault& fault) {
  std::string code = element("soap:Value", "soap:" + codeName(fault.code, SoapVersion::V12));
  if (!fault.code_name.empty()) code += element("soap:Subcode", ownCode("soap:Value", fault, SoapVersion::V12));
  std::string content = element("soap:Code", code);
  content += element("soap:Reason", "<soap:Text xml:lang=\"en\">" + xmlText(fault.reason) + "</soap:Text>");
  if (!fault.actor.empty()) content += element("soap:Role", xmlText(fault.actor));
  if (!fault.detail.empty()) content += element("soap:Detail", fault.detail);
  return content;
}

}  // namespace

std::string_view envelopeNamespace(SoapVersion version) {
  return version == SoapVersion::V11 ? "http://schemas.xmlsoap.org/soap/envelope/"
                                     : "http://www.w3.org/2003/05/soap-envelope";
}

std::string_view mediaType(SoapVersion version) {
  return version == SoapVersion::V11 ? "text/xml" : "application/soap+xml";
}

std::string writeFault(const SoapFault& fault, SoapVersion version) {
  const std::string content = version == SoapVersion::V11 ? fault11(fault) : fault12(fault);
  return "<soap:Envelope xmlns:soap=\"" + std::string(envelopeNamespace(version)) + "\">" +
         element("soap:Body", element("soap:Fault", content)) + "</soap:Envelope>";
}

}  // namespace iflowsim
