# What plug-ins are built against and what they are linked to when they are loaded; docs/plugins.md.

# The modules whose functions plug-ins call.
set(IFLOWSIM_SEAM_MODULES base message model spi adapter_shared)

# iflowsim_lends_seams(<executable>): the program has every function of these modules, whether it uses it or not, and
# lets the libraries it loads use them. What is not of the project stays the program's own. Stands before the other
# libraries of the program, which may need the same modules in part.
function(iflowsim_lends_seams target)
  foreach(module IN LISTS IFLOWSIM_SEAM_MODULES)
    target_link_libraries(${target} PRIVATE $<LINK_LIBRARY:WHOLE_ARCHIVE,$<TARGET_FILE:iflowsim_${module}>>)
    add_dependencies(${target} iflowsim_${module})
  endforeach()
  foreach(module IN LISTS IFLOWSIM_SEAM_MODULES)
    target_link_libraries(${target} PRIVATE iflowsim::${module})
  endforeach()
  set(symbols ${CMAKE_SOURCE_DIR}/cmake/plugin_symbols.list)
  target_link_options(${target} PRIVATE LINKER:--dynamic-list=${symbols})
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS ${symbols})
endfunction()

# `cmake --install <build> --component sdk --prefix <folder>` puts the headers of the seams and the package
# IflowsimPlugin there, with which `find_package(IflowsimPlugin)` finds them.
set(sdk_include include/iflowsim)
foreach(room IN ITEMS runtime/base runtime/message runtime/spi iflows/model)
  install(DIRECTORY ${CMAKE_SOURCE_DIR}/${room}/ DESTINATION ${sdk_include}/${room} COMPONENT sdk EXCLUDE_FROM_ALL
    FILES_MATCHING PATTERN "*.h")
endforeach()
install(DIRECTORY ${CMAKE_SOURCE_DIR}/adapters/shared/ DESTINATION ${sdk_include}/adapters/shared COMPONENT sdk
  EXCLUDE_FROM_ALL FILES_MATCHING REGEX "/shared/[a-z_]+\\.h$")

include(CMakePackageConfigHelpers)
set(sdk_package lib/cmake/IflowsimPlugin)
configure_package_config_file(${CMAKE_SOURCE_DIR}/cmake/IflowsimPluginConfig.cmake.in
  ${CMAKE_BINARY_DIR}/IflowsimPluginConfig.cmake INSTALL_DESTINATION ${sdk_package}
  PATH_VARS sdk_include)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/IflowsimPluginConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/IflowsimPluginConfig.cmake ${CMAKE_BINARY_DIR}/IflowsimPluginConfigVersion.cmake
  DESTINATION ${sdk_package} COMPONENT sdk EXCLUDE_FROM_ALL)
