#pragma once

#include <filesystem>

#include "app/saved_message/saved_message.h"
#include "runtime/base/result.h"

namespace iflowsim {

/// A message is kept in a folder of these files, each of which may be missing:
///
///     body, body.xml, body.json ...   the bytes of the body; no such file: no body
///     headers.yaml                    name to value
///     properties.yaml                 name to value
///     message.yaml                    message_id, body (stream, text, bytes), attachments: name, file, content_type,
///                                     headers (MIME headers of its part: name to value, or to a list of values)
///     attachments/                    one file each
///
/// Values are those of docs/scripts.md: text, unless a tag says another type. `MESSAGE-001` with file and line when the
/// folder cannot be used.
Result<SavedMessage> readSavedMessage(const std::filesystem::path& folder);

/// Makes the folder, or replaces the message that is in it. Objects of scripts become their text. `MESSAGE-002` when it
/// cannot be written, or holds something else than a message.
Result<void> writeSavedMessage(const SavedMessage& message, const std::filesystem::path& folder);

}  // namespace iflowsim
