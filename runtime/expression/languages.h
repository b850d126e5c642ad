#pragma once

namespace iflowsim {

class LanguageRegistry;

/// Registers the expression languages of the product: `simple` (Camel Simple) and `xpath` (XPath 1.0; newer ones where
/// scripts run). Called once at start-up.
void registerLanguages(LanguageRegistry& registry);

}  // namespace iflowsim
