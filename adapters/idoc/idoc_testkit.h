#pragma once

#include <string>

namespace iflowsim {

inline constexpr const char* kMessagesNamespace = "urn:sap-com:document:sap:idoc:soap:messages";

/// An IDoc as an element; `more` are further fields of its control record.
inline std::string idoc(const std::string& number, const std::string& more = {}, const std::string& type = "ORDERS") {
  return "<IDOC BEGIN=\"1\"><EDI_DC40 SEGMENT=\"1\"><TABNAM>EDI_DC40</TABNAM><DOCNUM>" + number +
         "</DOCNUM><IDOCTYP>ORDERS05</IDOCTYP><MESTYP>" + type + "</MESTYP>" + more +
         "</EDI_DC40><E1EDK01 SEGMENT=\"1\"><BELNR>4711</BELNR></E1EDK01></IDOC>";
}

/// A document of IDocs in the namespace of the product.
inline std::string orders(const std::string& idocs) {
  return "<ORDERS05 xmlns=\"" + std::string(kMessagesNamespace) + "\">" + idocs + "</ORDERS05>";
}

/// An envelope of SOAP 1.1.
inline std::string enveloped(const std::string& content,
                             const std::string& version = "http://schemas.xmlsoap.org/soap/envelope/") {
  return "<s:Envelope xmlns:s=\"" + version + "\"><s:Header/><s:Body>" + content + "</s:Body></s:Envelope>";
}

}  // namespace iflowsim
