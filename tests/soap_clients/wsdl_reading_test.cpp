#include <memory>

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/shared/wsdl/description_texts.h"
#include "adapters/shared/wsdl/wsdl_service.h"
#include "runtime/spi/http.h"
#include "tests/soap_clients/soap_client.h"

namespace iflowsim::testing {
namespace {

using nlohmann::json;

/// Answers `?wsdl`, `?wsdl=<name>` and `?xsd=<name>`.
class DescriptionHandler : public Poco::Net::HTTPRequestHandler {
 public:
  explicit DescriptionHandler(const WsdlService& service) : service_(service) {}

  void handleRequest(Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) override {
    const std::string& uri = request.getURI();
    const auto equals = uri.find('=');
    const std::string name = equals == std::string::npos ? "" : percentDecode(uri.substr(equals + 1));
    const auto text = service_.published("http://" + request.getHost() + "/cxf/orders", name);
    if (!text) response.setStatus(Poco::Net::HTTPResponse::HTTP_NOT_FOUND);
    response.setContentType("text/xml");
    const std::string& bytes = text ? *text : text.error().text;
    response.sendBuffer(bytes.data(), bytes.size());
  }

 private:
  const WsdlService& service_;
};

class DescriptionHandlers : public Poco::Net::HTTPRequestHandlerFactory {
 public:
  explicit DescriptionHandlers(std::shared_ptr<const WsdlService> service) : service_(std::move(service)) {}
  Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& /*request*/) override {
    return new DescriptionHandler(*service_);
  }

 private:
  std::shared_ptr<const WsdlService> service_;
};

/// Serves a description on a free port of the loopback interface.
class DescriptionServer {
 public:
  explicit DescriptionServer(std::shared_ptr<const WsdlService> service)
      : socket_(Poco::Net::SocketAddress("127.0.0.1", 0)),
        server_(new DescriptionHandlers(std::move(service)), socket_, new Poco::Net::HTTPServerParams) {
    server_.start();
  }
  ~DescriptionServer() { server_.stopAll(true); }

  std::string address() const {
    return "http://127.0.0.1:" + std::to_string(socket_.address().port()) + "/cxf/orders?wsdl";
  }

 private:
  Poco::Net::ServerSocket socket_;
  Poco::Net::HTTPServer server_;
};

class PublishedWsdlRead : public ::testing::TestWithParam<SoapClient> {
 protected:
  void SetUp() override {
    if (const std::string why = whyAbsent(GetParam()); !why.empty()) GTEST_SKIP() << why;
  }

  json read(std::shared_ptr<const WsdlService> service) {
    const DescriptionServer server(std::move(service));
    return askClient(GetParam(), {{"wsdl", server.address()}});
  }
};

std::shared_ptr<const WsdlService> loaded(const std::map<std::string, std::string>& files, const std::string& url) {
  auto service = WsdlService::load(resourcesOf(files), {.url = url});
  if (!service) throw std::runtime_error(service.error().text);
  return *service;
}

// P-WSDL-008
TEST_P(PublishedWsdlRead, ListsTheOperationsOfBothSoapVersions) {
  const json answer = read(loaded({{kOrdersWsdl, ordersDescription()}}, "/wsdl/Orders.wsdl"));

  const json both = {"CancelOrder", "CreateOrder"};
  EXPECT_EQ(answer["operations"], json({{"OrderPort", both}, {"OrderPort12", both}})) << answer;
}

TEST_P(PublishedWsdlRead, FollowsImportsToTheirPublishedAddresses) {
  const std::string orders = "http://www.w3.org/2001/XMLSchema";
  const std::string schema =
      "<xsd:schema xmlns:xsd='" + orders + "' targetNamespace='urn:orders' elementFormDefault='qualified'>";
  const std::string parts =
      "<xsd:element name='Order' type='xsd:string'/><xsd:element name='OrderReply' type='xsd:string'/>"
      "<xsd:element name='OrderProblem' type='xsd:string'/>";
  const std::string more =
      "<xsd:element name='Cancel' type='xsd:string'/><xsd:element name='Session' type='xsd:string'/></xsd:schema>";
  const auto service = loaded(
      {{kOrdersWsdl, definitions("<wsdl:types><xsd:schema targetNamespace='urn:orders'>"
                                 "<xsd:include schemaLocation='../xsd/My Orders.xsd'/></xsd:schema></wsdl:types>" +
                                 orderPortType() + orderBinding("Orders11", "soap"))},
       {"src/main/resources/xsd/My Orders.xsd",
        schema + "<xsd:include schemaLocation='More.xsd'/>" + parts + "</xsd:schema>"},
       {"src/main/resources/xsd/More.xsd", schema + more},
       {"src/main/resources/wsdl/Service.wsdl",
        definitions("<wsdl:import namespace='urn:orders' location='Orders.wsdl'/><wsdl:service name='OrderService'>" +
                    port("OrderPort", "Orders11", "soap") + "</wsdl:service>")}},
      "/wsdl/Service.wsdl");

  const json answer = read(service);

  EXPECT_EQ(answer["operations"], json({{"OrderPort", {"CancelOrder", "CreateOrder"}}})) << answer;
}

TEST_P(PublishedWsdlRead, FindsTheServiceMadeForABinding) {
  const json answer = read(loaded(
      {{kOrdersWsdl, definitions(orderTypes() + orderPortType() + orderBinding("Orders11", "soap"))}}, "Orders.wsdl"));

  EXPECT_EQ(answer["operations"], json({{"Orders11", {"CancelOrder", "CreateOrder"}}})) << answer;
}

TEST_P(PublishedWsdlRead, KnowsTheGenericContract) {
  for (const bool one_way : {false, true}) {
    const json answer = read(WsdlService::generic(one_way));

    EXPECT_EQ(answer["operations"], json({{"GenericPort", json::array({"invoke"})}})) << answer;
  }
}

INSTANTIATE_TEST_SUITE_P(Clients, PublishedWsdlRead, ::testing::Values(SoapClient::Zeep, SoapClient::NodeSoap),
                         [](const auto& client) { return client.param == SoapClient::Zeep ? "Zeep" : "NodeSoap"; });

}  // namespace
}  // namespace iflowsim::testing
