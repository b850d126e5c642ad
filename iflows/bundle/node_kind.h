#pragma once

#include <string>
#include <string_view>

#include "iflows/model/flow_model.h"

namespace iflowsim {

/// What a node is called in the registries. `element` is its BPMN element; `event` the event definition inside it
/// (`messageEventDefinition` ...), or empty. Rules:
///
/// * `startEvent`: `ErrorStartEvent`, `MessageStartEvent`, `TimerStartEvent` by its definition, else `StartEvent`;
/// * `endEvent`: `MessageEndEvent`, `ErrorEndEvent`, `EscalationEndEvent`, `TerminateEndEvent`, else `EndEvent`;
/// * `exclusiveGateway`: `ExclusiveGateway`; `parallelGateway`: its activityType (`Multicast`, `SequentialMulticast`,
///   `Join`);
/// * `serviceTask`: its activityType, or `ExternalCall` in old exports that have none;
/// * `callActivity`: its activityType, with the variant behind a slash where one type has several: `Script/`,
/// `Mapping/`,
///   `Splitter/`, `DBstorage/`, `Encoder/`, `Decoder/`, and `ProcessCallElement/LoopingProcess`;
/// * anything else: the element's name, which no registry claims.
///
/// Old exports lack variants; they are then taken from file names. Source: iflow-format sections 4, 11 and 13.
std::string nodeKind(std::string_view element, std::string_view event, const PropertyTable& properties);

/// The part of a `cmdVariantUri` behind that name: `cname` gives `Enricher`, `version` gives `1.5.1`; empty when
/// absent.
std::string variantPart(std::string_view uri, std::string_view part);

}  // namespace iflowsim
