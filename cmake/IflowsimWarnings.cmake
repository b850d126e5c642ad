# What every target of the project compiles with; linked as iflowsim::warnings.
add_library(iflowsim_warnings INTERFACE)
add_library(iflowsim::warnings ALIAS iflowsim_warnings)
target_compile_options(iflowsim_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
  -Wcast-align -Wconversion -Wsign-conversion -Wimplicit-fallthrough -Werror
  # Options structs are filled by designated initializers; what is left out has its default.
  -Wno-missing-field-initializers
  # gcc 12 sees overlaps in std::string that are none once it optimises (its bug 105651).
  -Wno-restrict)

set(IFLOWSIM_SANITIZER "" CACHE STRING "Comma-separated sanitizers, such as address,undefined")
if(IFLOWSIM_SANITIZER)
  target_compile_options(iflowsim_warnings INTERFACE
    -fsanitize=${IFLOWSIM_SANITIZER} -fno-omit-frame-pointer -fno-sanitize-recover=all

    -Wno-maybe-uninitialized)
  target_link_options(iflowsim_warnings INTERFACE -fsanitize=${IFLOWSIM_SANITIZER})
endif()

option(IFLOWSIM_COVERAGE "Instrument for gcov" OFF)
if(IFLOWSIM_COVERAGE)
  target_compile_options(iflowsim_warnings INTERFACE --coverage)
  target_link_options(iflowsim_warnings INTERFACE --coverage)
endif()
