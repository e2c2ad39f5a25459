# Positions of calls: instrument.mjs and the parser acorn, compiled into the library. acorn is no part of the
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
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/instrument.rsp "/asq/script/acorn.mjs\n/asq/script/instrument.mjs\n")
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/instrument.qrc
  "<RCC><qresource prefix=\"/asq/script\"><file>acorn.mjs</file><file>instrument.mjs</file></qresource></RCC>")
configure_file(instrument.mjs ${CMAKE_CURRENT_BINARY_DIR}/instrument.mjs COPYONLY)
set(instrument_units ${instrument_cache})
add_custom_command(
  OUTPUT ${instrument_cache}
  COMMAND ${instrument_cachegen} --resource-name qmlcache_asq_instrument
          --resource ${CMAKE_CURRENT_BINARY_DIR}/instrument.qrc -o ${instrument_cache}
          @${CMAKE_CURRENT_BINARY_DIR}/instrument.rsp
  DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/instrument.rsp
  VERBATIM
)
foreach(unit acorn instrument)
  set(unit_cpp ${CMAKE_CURRENT_BINARY_DIR}/instrument_${unit}.cpp)
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
    ${CMAKE_CURRENT_BINARY_DIR}/acorn.mjs
    ${CMAKE_CURRENT_BINARY_DIR}/instrument.mjs
)
