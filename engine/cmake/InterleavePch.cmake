# One precompiled header for all targets: parsing QtCore costs 2.5 s a file with clang, reading it back 0.3 s.
#
# Targets differ in definitions that QtCore never looks at (QT_NETWORK_LIB, a test's build folder), which
# clang takes for a mismatch; hence no validation, and the build tool's own dependency file tells when the
# header is stale. gcc has no such switch, so it compiles without.
function(interleave_use_pch name)
  if(NOT INTERLEAVE_PCH OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    return()
  endif()
  if(NOT TARGET interleave_pch)
    file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/interleave_pch.cpp CONTENT "")
    add_library(interleave_pch OBJECT ${CMAKE_BINARY_DIR}/interleave_pch.cpp)
    set_target_properties(interleave_pch PROPERTIES AUTOMOC OFF)
    target_link_libraries(interleave_pch PRIVATE Qt6::Core)
    target_compile_definitions(interleave_pch PRIVATE QT_NO_CAST_FROM_ASCII QT_NO_KEYWORDS QT_NO_FOREACH)
    target_precompile_headers(interleave_pch PRIVATE
      <QByteArray>
      <QHash>
      <QList>
      <QObject>
      <QString>
      <QStringList>
      <algorithm>
      <functional>
      <memory>
      <optional>
    )
    # Without a time stamp inside, equal headers give equal files and ccache can tell.
    target_compile_options(interleave_pch PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  endif()
  target_precompile_headers(${name} REUSE_FROM interleave_pch)
  target_compile_options(${name} PRIVATE "SHELL:-Xclang -fno-validate-pch")
endfunction()
