# The load-time pass: instrument.mjs, lowering/*.mjs and the parser acorn, compiled into the library. acorn is no part of the
# repository: package.json pins it and `npm ci` fetches it.
set(acorn ${PROJECT_SOURCE_DIR}/node_modules/acorn/dist/acorn.mjs)
if(NOT EXISTS ${acorn})
  message(FATAL_ERROR "The parser acorn is missing. Run `npm ci` in ${PROJECT_SOURCE_DIR} first, "
                      "or configure with -DINTERLEAVE_SCRIPT=OFF to build without JavaScript.")
endif()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${acorn})

# Qt's engine loses the assignment in strict code of the form `return a.b = f()`: it makes a tail call of it.
file(READ ${acorn} acorn_text)
string(REGEX REPLACE "return ([A-Za-z_.$]+) = ([^\n]*[^\n;])\n" "return \\1 = \\2, \\1\n" acorn_text "${acorn_text}")
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/acorn.mjs CONTENT "@acorn_text@" @ONLY)

# Compiled to bytecode at build time: loading takes a quarter of the time. Should the running Qt be another one, it
# compiles the texts itself.
set(instrument_cache ${CMAKE_CURRENT_BINARY_DIR}/instrument_qmlcache_loader.cpp)
set(instrument_cachegen ${CMAKE_COMMAND} -E env QT_LOGGING_RULES=qt.qml.compiler=false $<TARGET_FILE:Qt6::qmlcachegen>)
set(instrument_modules
  instrument
  lowering/calls
  lowering/classes
  lowering/functions
  lowering/jumps
  lowering/modules
  lowering/objects
  lowering/operators
  lowering/parameters
  lowering/positions
  lowering/tails
  lowering/tree
  lowering/writer
)
set(instrument_list "/asq/script/acorn.mjs\n")
set(instrument_entries "<file>acorn.mjs</file>")
set(instrument_resources ${CMAKE_CURRENT_BINARY_DIR}/acorn.mjs)
foreach(module ${instrument_modules})
  configure_file(${module}.mjs ${CMAKE_CURRENT_BINARY_DIR}/${module}.mjs COPYONLY)
  string(APPEND instrument_list "/asq/script/${module}.mjs\n")
  string(APPEND instrument_entries "<file>${module}.mjs</file>")
  list(APPEND instrument_resources ${CMAKE_CURRENT_BINARY_DIR}/${module}.mjs)
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/instrument.rsp CONTENT "${instrument_list}")
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/instrument.qrc CONTENT
  "<RCC><qresource prefix=\"/asq/script\">${instrument_entries}</qresource></RCC>")
set(instrument_units ${instrument_cache})
add_custom_command(
  OUTPUT ${instrument_cache}
  COMMAND ${instrument_cachegen} --resource-name qmlcache_asq_instrument
          --resource ${CMAKE_CURRENT_BINARY_DIR}/instrument.qrc -o ${instrument_cache}
          @${CMAKE_CURRENT_BINARY_DIR}/instrument.rsp
  DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/instrument.rsp
  VERBATIM
)
foreach(unit acorn ${instrument_modules})
  string(REPLACE "/" "_" unit_name ${unit})
  set(unit_cpp ${CMAKE_CURRENT_BINARY_DIR}/instrument_${unit_name}.cpp)
  add_custom_command(
    OUTPUT ${unit_cpp}
    COMMAND ${instrument_cachegen} --bare --only-bytecode --resource-path /asq/script/${unit}.mjs
            --resource ${CMAKE_CURRENT_BINARY_DIR}/instrument.qrc -o ${unit_cpp} ${CMAKE_CURRENT_BINARY_DIR}/${unit}.mjs
    DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/${unit}.mjs
    VERBATIM
  )
  list(APPEND instrument_units ${unit_cpp})
endforeach()
set_source_files_properties(${instrument_units} PROPERTIES COMPILE_OPTIONS -w SKIP_AUTOMOC ON)

interleave_layer(asq_instrument
  SOURCES
    instrument.cpp
    instrument.h
    ${instrument_units}
  LINK Qt6::Qml
)
qt_add_resources(asq_instrument asq_instrument
  PREFIX /asq/script
  BASE ${CMAKE_CURRENT_BINARY_DIR}
  FILES
    ${instrument_resources}
)
