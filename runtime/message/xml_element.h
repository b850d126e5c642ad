#pragma once

#include <string>

struct _xmlNode;

namespace iflowsim {

/// An element taken out of its document as text that can stand alone: UTF-8, no XML declaration, blanks inside
/// untouched. The namespaces in scope are declared in it after its own, once each and also unused ones, since names may
/// stand in its text. The document stays as it is. Source: runtime-behaviour 2.2, observed-samples 34.
std::string elementText(_xmlNode* element);

/// Makes an element the root of its document and frees everything else there. The namespaces in scope are declared in
/// it as `elementText` writes them, and the names below it keep their prefixes.
void makeRoot(_xmlNode* element);

/// What stands between the tags of the element, as text in UTF-8; namespaces of the outside are not declared in it.
std::string contentText(_xmlNode* element);

}  // namespace iflowsim
