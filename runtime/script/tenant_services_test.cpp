#include "runtime/script/tenant_services.h"

#include <algorithm>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "runtime/base/flow_error.h"
#include "tests/support/fake_services.h"

namespace iflowsim::script {
namespace {

/// Knows one country.
class Countries final : public ValueMappings {
 public:
  std::optional<std::string> target(const MappedTerm& source, const std::string& value,
                                    const MappedTerm& target) const override {
    const std::string asked = source.agency + '/' + source.identifier + '/' + value;
    if (asked != "ERP/Country/DE" || target.agency != "Shop" || target.identifier != "Land") return std::nullopt;
    return "Germany";
  }
};

/// Knows the partner Acme.
class OnePartner final : public PartnerDirectory {
 public:
  std::optional<PartnerParameter> parameter(const std::string& parameter_id,
                                            const std::string& partner_id) const override {
    if (partner_id != "Acme") return std::nullopt;
    if (parameter_id == "Text") return PartnerParameter{"", "value"};
    if (parameter_id == "Rules") return PartnerParameter{"json", std::string("{\0}", 3)};
    return std::nullopt;
  }
  std::vector<std::string> parameterIds(const std::string& partner_id) const override {
    return partner_id == "Acme" ? std::vector<std::string>{"Rules", "Text"} : std::vector<std::string>();
  }
  std::optional<std::string> partnerId(const std::string& agency, const std::string& scheme,
                                       const std::string& alternative_id) const override {
    return known(agency + scheme + alternative_id == "GS1GLN400", "Acme");
  }
  std::optional<std::string> alternativePartnerId(const std::string& agency, const std::string& scheme,
                                                  const std::string& partner_id) const override {
    return known(agency + scheme + partner_id == "GS1GLNAcme", "400");
  }
  std::optional<std::string> partnerOfUser(const std::string& user) const override {
    return known(user == "acme_tech", "Acme");
  }
  std::vector<std::string> users(const std::string& partner_id) const override {
    return partner_id == "Acme" ? std::vector<std::string>{"acme_tech", "other"} : std::vector<std::string>();
  }

 private:
  static std::optional<std::string> known(bool is_known, const char* text) {
    return is_known ? std::optional<std::string>(text) : std::nullopt;
  }
};

class TenantServicesTest : public ::testing::Test {
 protected:
  Value ask(std::string_view service, std::string_view method, const ValueList& arguments) {
    return answer({fakes.credentials, fakes.keystore, fakes.memory.all, countries, partners, fakes.clock}, service,
                  method, arguments);
  }

  std::string failureOf(std::string_view service, std::string_view method, const ValueList& arguments) {
    try {
      return "answered " + ask(service, method, arguments).toText();
    } catch (const FlowError& error) {
      return error.describe();
    }
  }

  /// The entry of a map that was answered.
  static Value entryOf(const Value& answered, const std::string& key) {
    const auto* map = answered.as<std::shared_ptr<const ValueMap>>();
    if (map == nullptr) return "no map";
    const auto found =
        std::find_if((*map)->begin(), (*map)->end(), [&](const auto& pair) { return pair.first == key; });
    return found == (*map)->end() ? Value("no " + key) : found->second;
  }

  FakeServices fakes;
  Countries countries;
  OnePartner partners;
};

TEST_F(TenantServicesTest, GiveACredentialWithItsProperties) {
  fakes.credentials.add("shop", {"me", "secret"});

  const Value credential = ask("SecureStoreService", "getUserCredential", {"shop"});

  EXPECT_EQ(entryOf(credential, "username"), Value("me"));
  EXPECT_EQ(entryOf(credential, "password"), Value("secret"));
  EXPECT_EQ(entryOf(entryOf(credential, "properties"), "id"), Value("shop"));
  EXPECT_EQ(entryOf(entryOf(credential, "properties"), "sec:credential.kind"), Value("default"));
}

// P-SCRIPT-301
TEST_F(TenantServicesTest, ThrowWhatTheProductThrowsForAnUnknownCredential) {
  EXPECT_EQ(failureOf("SecureStoreService", "getUserCredential", {"shop"}),
            "com.sap.it.api.securestore.exception.SecureStoreException: Could not fetch the credential for alias shop");
}

// P-SCRIPT-302
TEST_F(TenantServicesTest, KnowNoTokenOfAnAuthorizationCode) {
  EXPECT_EQ(failureOf("SecureStoreService", "getAccessToken", {"mail"}),
            "com.sap.it.api.securestore.exception.CredentialNotFoundException: "
            "Could not fetch the credential for alias mail");
}

TEST_F(TenantServicesTest, GiveKeysAndCertificatesAsPem) {
  fakes.keystore.addKeyPair("own", {"KEY", "CHAIN"});
  fakes.keystore.addCertificate("partner", "CERTIFICATE");

  EXPECT_EQ(ask("KeystoreService", "getKey", {"own"}), Value("KEY"));
  EXPECT_EQ(ask("KeystoreService", "getCertificates", {"own"}), Value("CHAIN"));
  EXPECT_EQ(ask("KeystoreService", "getCertificates", {"partner"}), Value("CERTIFICATE"));
  EXPECT_TRUE(ask("KeystoreService", "getCertificates", {"nobody"}).isNull());
  EXPECT_TRUE(ask("KeystoreService", "getKey", {"partner"}).isNull());
}

TEST_F(TenantServicesTest, GiveTheMappedValue) {
  EXPECT_EQ(ask("ValueMappingApi", "getMappedValue", {"ERP", "Country", "DE", "Shop", "Land"}), Value("Germany"));
}

// P-VALUES-001
TEST_F(TenantServicesTest, GiveNullWithoutAMappedValue) {
  EXPECT_TRUE(ask("ValueMappingApi", "getMappedValue", {"ERP", "Country", "FR", "Shop", "Land"}).isNull());
  EXPECT_TRUE(ask("ValueMappingApi", "getMappedValue", {"ERP", Value(), "DE", "Shop", "Land"}).isNull());
  EXPECT_TRUE(ask("ValueMappingApi", "getMappedValue", {"ERP"}).isNull());
}

TEST_F(TenantServicesTest, GiveAPartnersTextAsText) {
  EXPECT_EQ(ask("PartnerDirectoryService", "getParameter", {"Text", "Acme"}), Value("value"));
  EXPECT_TRUE(ask("PartnerDirectoryService", "getParameter", {"Text", "Other"}).isNull());
}

TEST_F(TenantServicesTest, GiveAPartnersFileAsBytesWithItsType) {
  const Value found = ask("PartnerDirectoryService", "getParameter", {"Rules", "Acme"});

  const Value data = entryOf(found, "data");
  ASSERT_NE(data.as<Value::Bytes>(), nullptr);
  EXPECT_EQ(**data.as<Value::Bytes>(), std::string("{\0}", 3));
  EXPECT_EQ(entryOf(found, "contentType"), Value("json"));
}

TEST_F(TenantServicesTest, FindPartnersByWhatElseTheyAreCalled) {
  EXPECT_EQ(ask("PartnerDirectoryService", "getPartnerId", {"GS1", "GLN", "400"}), Value("Acme"));
  EXPECT_TRUE(ask("PartnerDirectoryService", "getPartnerId", {"GS1", "GLN", "401"}).isNull());
  EXPECT_EQ(ask("PartnerDirectoryService", "getAlternativePartnerId", {"GS1", "GLN", "Acme"}), Value("400"));
  EXPECT_EQ(ask("PartnerDirectoryService", "getPartnerIdOfAuthorizedUser", {"acme_tech"}), Value("Acme"));
}

TEST_F(TenantServicesTest, ListUsersAndParametersOfAPartner) {
  EXPECT_EQ(ask("PartnerDirectoryService", "getAuthorizedUsers", {"Acme"}).toText(), "acme_tech,other");
  EXPECT_EQ(ask("PartnerDirectoryService", "getParameterIds", {"Acme"}).toText(), "Rules,Text");

  const Value nobody = ask("PartnerDirectoryService", "getAuthorizedUsers", {"Other"});
  ASSERT_NE(nobody.as<std::shared_ptr<const ValueList>>(), nullptr);
  EXPECT_EQ(nobody.toText(), "");
}

TEST_F(TenantServicesTest, DrawFromANumberRange) {
  fakes.memory.number_ranges.define({.name = "orders", .minimum = 7});

  EXPECT_EQ(ask("NumberRangeConfigurationService", "getNextValue", {"orders"}), Value("7"));
  EXPECT_EQ(ask("NumberRangeConfigurationService", "getNextValue", {"orders"}), Value("8"));
}

// P-SCRIPT-303
TEST_F(TenantServicesTest, ThrowWhatTheProductThrowsWithoutANumberRange) {
  const std::string failure = failureOf("NumberRangeConfigurationService", "getNextValue", {"orders"});

  EXPECT_EQ(failure.find("com.sap.it.api.nrc.exception.NumberRangeConfigException: "), 0U) << failure;
}

TEST_F(TenantServicesTest, RefuseWhatTheyDoNotKnow) {
  EXPECT_EQ(failureOf("DataStoreService", "select", {"store", "1"}),
            "com.sap.it.api.exception.ITApiRuntimeException: The tenant does not answer DataStoreService.select.");
  EXPECT_EQ(failureOf("ValueMappingApi", "getAll", {}),
            "com.sap.it.api.exception.ITApiRuntimeException: The tenant does not answer ValueMappingApi.getAll.");
}

}  // namespace
}  // namespace iflowsim::script
