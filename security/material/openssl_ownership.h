#pragma once

namespace iflowsim {

/// Deleter for what OpenSSL hands out, by its own function: `std::unique_ptr<X509, Freed<X509_free>>`.
template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

}  // namespace iflowsim
