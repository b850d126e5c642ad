#pragma once

#include "adapters/testkit/compliance.h"

/// The checks of the suite; compliance.cpp says what each is for. They fail the test they are called from.
namespace iflowsim::compliance {

/// The channel of the example with these properties besides those of its good channel, which they replace.
Channel goodChannel(const AdapterExample& example, const AdapterBench::PropertyList& besides = {});
/// Gives the flow on the bench the files of the example.
void lendFiles(AdapterBench& bench, const AdapterExample& example);

using Check = void(const AdapterRegistration& registration, const AdapterExample& example);

Check describesItself;
Check buildsAGoodChannel;
Check reportsABadChannel;

Check startsAndStops;
Check holdsTheAddressesItAnnounces;
Check refusesAnAddressThatIsTaken;
Check bringsAMessageToItsFlow;
Check goesOnAfterAFailedMessage;
Check isSilentOnceStopped;
Check worksAgainAfterARestart;

Check admitsTheRoleOfTheChannel;
Check admitsTheCertificatesOfTheChannel;
Check refusesUnknownAuthorization;
Check refusesUnreadableLimits;
Check servesMethodsByName;
Check limitsTheBody;
Check failsWhatIsTooLarge;
Check answersBadInput;
Check tellsWhichMessageFailed;

Check failsWithAFlowError;

}  // namespace iflowsim::compliance
