# The engine as a CMake package: `cmake --install BUILD --prefix WHERE --component asq`, then find_package(asq) finds
# asq::core, asq::trace, asq::record, asq::debug and asq::adapt, and asq::asq, which is all of them: what links it records
# itself when the environment says so. Headers are included as here: "core/sequence.h".
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

foreach(layer core trace record debug adapt)
  set_target_properties(asq_${layer} PROPERTIES EXPORT_NAME ${layer})
  add_library(asq::${layer} ALIAS asq_${layer})
  install(TARGETS asq_${layer} EXPORT asqTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT asq)
  install(DIRECTORY ${layer} DESTINATION include/asq COMPONENT asq FILES_MATCHING PATTERN *.h)
endforeach()

add_library(asq_asq INTERFACE)
target_link_libraries(asq_asq INTERFACE asq_adapt asq_debug asq_record asq_trace asq_core)
set_target_properties(asq_asq PROPERTIES EXPORT_NAME asq)
add_library(asq::asq ALIAS asq_asq)
install(TARGETS asq_asq EXPORT asqTargets COMPONENT asq)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/asq)
install(EXPORT asqTargets NAMESPACE asq:: DESTINATION ${package_folder} COMPONENT asq)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/asqConfig.cmake.in ${CMAKE_BINARY_DIR}/asqConfig.cmake
  INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/asqConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/asqConfig.cmake ${CMAKE_BINARY_DIR}/asqConfigVersion.cmake
  DESTINATION ${package_folder} COMPONENT asq)
