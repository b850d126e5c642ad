#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "security/front/client_judge.h"

using SSL_SESSION = struct ssl_session_st;

namespace iflowsim {

/// What a session ticket keeps of the judgement on the caller's certificate, besides the certificate itself: tickets
/// are encrypted by the server, so callers can neither read nor change it.
std::string remember(const PeerJudgement& judgement);
/// The judgement without the certificates; nothing when the text is not one of remember().
std::optional<PeerJudgement> recallFrom(std::string_view memory);
/// The text in a ticket; empty without. Valid as long as the ticket.
std::string_view rememberedIn(SSL_SESSION* ticket);

}  // namespace iflowsim
