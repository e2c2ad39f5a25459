#pragma once

namespace asq {
class Kernel;
}

/// Sets the workshop going: it runs as long as the kernel's executor does.
void workshop(asq::Kernel &kernel);
