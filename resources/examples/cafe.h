#pragma once

namespace asq {
class Kernel;
}

/// Sets the café going: it runs as long as the kernel's executor does.
void cafe(asq::Kernel &kernel);
