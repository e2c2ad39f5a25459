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

interleave_layer(asq_instrument
  SOURCES
    instrument.cpp
    instrument.h
  LINK Qt6::Qml
)
set_source_files_properties(instrument.mjs PROPERTIES QT_RESOURCE_ALIAS instrument.mjs)
set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/acorn.mjs PROPERTIES QT_RESOURCE_ALIAS acorn.mjs)
qt_add_resources(asq_instrument asq_instrument
  PREFIX /asq/script
  FILES
    instrument.mjs
    ${CMAKE_CURRENT_BINARY_DIR}/acorn.mjs
)
