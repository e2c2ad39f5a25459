# One layer is one folder and one static library. The include root is the folder above the layer,
# so a header is named by layer and file: "core/sequence.h". tests/layers checks every include
# against the table in engine/README.md.
#
#   interleave_layer(asq_core SOURCES a.cpp b.cpp LINK Qt6::Core)
include(InterleavePch)

function(interleave_layer name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC ${ARG_LINK})
  interleave_compile_options(${name})
  cmake_path(GET CMAKE_CURRENT_SOURCE_DIR PARENT_PATH root)
  target_include_directories(${name} PUBLIC $<BUILD_INTERFACE:${root}> $<INSTALL_INTERFACE:include/asq>)
endfunction()

# What every target of ours is compiled with; for targets that are not layers (programs, QML modules, tests).
function(interleave_compile_options name)
  target_compile_options(${name} PRIVATE -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # gcc 12 takes bytes that are moved as they are for a use of what they do not hold.
    target_compile_options(${name} PRIVATE -Wno-maybe-uninitialized)
  endif()
  if(INTERLEAVE_WERROR)
    target_compile_options(${name} PRIVATE -Werror)
  endif()
  target_compile_definitions(${name} PRIVATE QT_NO_CAST_FROM_ASCII QT_NO_KEYWORDS QT_NO_FOREACH)
  interleave_use_pch(${name})
endfunction()
