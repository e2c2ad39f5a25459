set(INTERLEAVE_TEST_TOOLS ${CMAKE_CURRENT_LIST_DIR})

# One test program a file: tst_<name>.cpp becomes the ctest test <name>. A warning that the test did not
# announce (QTest::ignoreMessage) fails it. UI: the test drives windows and gets a display of its own.
#
#   interleave_test(sequence LINK asq_core)
#   interleave_test(stepping UI LINK ui_timeline Qt6::Quick)
function(interleave_test name)
  cmake_parse_arguments(ARG "UI" "" "LINK;SOURCES" ${ARGN})
  add_executable(tst_${name} tst_${name}.cpp ${ARG_SOURCES})
  target_link_libraries(tst_${name} PRIVATE Qt6::Test ${ARG_LINK})
  interleave_compile_options(tst_${name})
  # One run of moc for its one class: AUTOMOC would make and compile two files more for each test.
  set_target_properties(tst_${name} PROPERTIES AUTOMOC OFF)
  qt6_generate_moc(tst_${name}.cpp tst_${name}.moc TARGET tst_${name})
  target_sources(tst_${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/tst_${name}.moc)
  target_include_directories(tst_${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR})
  if(CMAKE_CXX_FLAGS MATCHES "sanitize=thread")
    target_sources(tst_${name} PRIVATE ${INTERLEAVE_TEST_TOOLS}/qtorder.cpp)
  endif()
  if(ARG_UI)
    if(CMAKE_CXX_FLAGS MATCHES "sanitize=address")
      target_sources(tst_${name} PRIVATE ${INTERLEAVE_TEST_TOOLS}/keeploaded.cpp)
    endif()
    interleave_add_ui_test(${name} $<TARGET_FILE:tst_${name}>)
  else()
    add_test(NAME ${name} COMMAND tst_${name})
    set_tests_properties(${name} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT 300 FAIL_REGULAR_EXPRESSION "QWARN +:;QCRITICAL:")
endfunction()

# Any command as a ctest test on a display of its own: Xvfb, xcb, OpenGL in software.
function(interleave_add_ui_test name)
  add_test(NAME ${name} COMMAND ${INTERLEAVE_TEST_TOOLS}/with-display ${ARGN})
  set_tests_properties(${name} PROPERTIES LABELS ui TIMEOUT 300 PROCESSORS 2)
endfunction()

# One benchmark program: bench_<name>.cpp. `dev bench` builds and runs them all; nothing else does.
function(interleave_benchmark name)
  cmake_parse_arguments(ARG "" "" "LINK;SOURCES" ${ARGN})
  add_executable(bench_${name} EXCLUDE_FROM_ALL bench_${name}.cpp ${ARG_SOURCES})
  target_link_libraries(bench_${name} PRIVATE ${ARG_LINK})
  interleave_compile_options(bench_${name})
  if(NOT TARGET benchmarks)
    add_custom_target(benchmarks)
  endif()
  add_dependencies(benchmarks bench_${name})
endfunction()

# One fuzzer: fuzz_<name>.cpp with LLVMFuzzerTestOneInput, starting from the files in SEEDS (a folder).
# Built by the preset fuzz alone; `dev fuzz` runs them. As a ctest test each runs through its seeds once.
function(interleave_fuzzer name)
  if(NOT INTERLEAVE_FUZZ)
    return()
  endif()
  cmake_parse_arguments(ARG "" "SEEDS" "LINK;SOURCES" ${ARGN})
  add_executable(fuzz_${name} fuzz_${name}.cpp ${ARG_SOURCES})
  target_link_libraries(fuzz_${name} PRIVATE ${ARG_LINK})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  interleave_compile_options(fuzz_${name})
  add_test(NAME fuzz_${name} COMMAND fuzz_${name} -runs=0 ${ARG_SEEDS})
  file(APPEND ${CMAKE_BINARY_DIR}/fuzzers.txt "${name} ${ARG_SEEDS}\n")
endfunction()
