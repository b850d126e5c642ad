#include "web/management/log_query.h"

#include <gtest/gtest.h>

#include "web/management/management_testkit.h"

namespace iflowsim {
namespace {

TEST(LogQuery, ReadsEveryFilter) {
  ManagedFixture tenant;

  tenant.call(
      "GET",
      "/api/local/logs?from=2026-01-01T00:00:00Z&until=2026-01-01T01:00:00.5%2B01:00&status=failed,COMPLETED&id=i&"
      "correlation=c&application=a&flow=f&sender=s&receiver=r&type=t&custom-status=cs&header=k%3Dv&limit=7&"
      "offset=3&after=9");

  const LogFilter& filter = tenant.log.filter;
  EXPECT_EQ(filter.from->time_since_epoch().count(), 1'767'225'600'000);
  EXPECT_EQ(filter.until->time_since_epoch().count(), 1'767'225'600'500);
  EXPECT_EQ(filter.statuses, (std::vector{RunStatus::Failed, RunStatus::Completed}));
  EXPECT_EQ(filter.message_id + filter.correlation_id + filter.application_id + filter.flow_id, "icaf");
  EXPECT_EQ(filter.sender + filter.receiver + filter.message_type + filter.custom_status, "srtcs");
  EXPECT_EQ(filter.custom_header, std::make_pair(std::string("k"), std::string("v")));
  EXPECT_EQ(tenant.log.page.limit, 7U);
  EXPECT_EQ(tenant.log.page.offset, 3U);
  EXPECT_EQ(tenant.log.page.after_change, 9);
}

TEST(LogQuery, NamesTheParameterThatCannotBeRead) {
  ManagedFixture tenant;

  for (const char* query : {"from=yesterday", "status=BROKEN", "limit=0", "limit=1001", "offset=-1", "after=x",
                            "header=k", "header=%3Dv", "unknown=1"}) {
    const ApiReply reply = tenant.call("GET", std::string("/api/local/logs?") + query);

    EXPECT_EQ(reply.status, 400) << query;
    const std::string name(query, std::string_view(query).find('='));
    EXPECT_NE(reply.body["error"]["text"].get<std::string>().find('\'' + name + '\''), std::string::npos) << query;
  }
}

}  // namespace
}  // namespace iflowsim
