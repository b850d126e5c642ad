#pragma once

#include <string>

#include "lab/certs/lab_files.h"

namespace iflowsim {

/// The page of the lab, in Markdown; its commands are for the tenant's folder.
std::string makeLabPage(const LabSubject& subject);

}  // namespace iflowsim
