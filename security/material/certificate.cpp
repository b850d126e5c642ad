#include "security/material/certificate.h"

#include <algorithm>
#include <cstring>
#include <ctime>
#include <optional>

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "runtime/base/base64.h"
#include "runtime/base/text.h"
#include "runtime/spi/http.h"
#include "security/material/openssl_ownership.h"

namespace iflowsim {

namespace {

void freeBytes(void* bytes) {
  OPENSSL_free(bytes);
}

using X509Ptr = std::unique_ptr<X509, Freed<X509_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;
using Bytes = std::unique_ptr<unsigned char, Freed<freeBytes>>;

/// Above what any authority issues and any TLS library sends.
constexpr std::size_t kLargestDer = 64U << 10U;
constexpr std::size_t kLargestText = 16 * kLargestDer;
constexpr std::string_view kPemMark = "-----BEGIN";

tl::unexpected<Error> unreadable(const std::string& why) {
  return failure("CERT-001", "The certificate cannot be read: " + why +
                                 ". Give an X.509 certificate as PEM ('-----BEGIN CERTIFICATE-----') or DER.");
}

/// RFC 4514 in UTF-8, with control characters escaped.
std::string nameText(const X509_NAME* name) {
  constexpr unsigned long kFlags =
      (XN_FLAG_RFC2253 & ~XN_FLAG_SEP_MASK & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB)) | XN_FLAG_SEP_CPLUS_SPC;
  const Memory memory(BIO_new(BIO_s_mem()));
  if (!memory || X509_NAME_print_ex(memory.get(), name, 0, kFlags) < 0) return {};
  char* data = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

/// Every value is text without a NUL: some readers would take such a name for a shorter one.
bool isTextual(const X509_NAME* name) {
  for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
    unsigned char* data = nullptr;
    const int size = ASN1_STRING_to_UTF8(&data, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, i)));
    const Bytes owner(data);
    if (size < 0 || std::memchr(data, 0, static_cast<std::size_t>(size)) != nullptr) return false;
  }
  return true;
}

std::optional<TimePoint> timeOf(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return TimePoint(std::chrono::seconds(::timegm(&parts)));
}

std::string serialText(const ASN1_INTEGER* serial) {
  const std::unique_ptr<BIGNUM, Freed<BN_free>> number(ASN1_INTEGER_to_BN(serial, nullptr));
  if (!number) return {};
  char* digits = BN_bn2hex(number.get());
  std::string text = digits == nullptr ? "" : digits;
  OPENSSL_free(digits);
  return text;
}

std::string usageText(const ASN1_OBJECT* usage) {
  const int kind = OBJ_obj2nid(usage);
  if (kind != NID_undef) return OBJ_nid2sn(kind);
  std::array<char, 128> identifier{};
  OBJ_obj2txt(identifier.data(), static_cast<int>(identifier.size()), usage, 1);
  return identifier.data();
}

/// Whether it is the one DER encoding of what it says, so that two texts of one certificate cannot differ.
bool isCanonical(const X509* certificate, std::string_view der) {
  unsigned char* data = nullptr;
  const int size = i2d_X509(certificate, &data);
  const Bytes owner(data);
  return size >= 0 && std::string_view(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size)) == der;
}

/// What percent-encoding and JSON did to line ends and plus signs, undone.
std::string unescaped(std::string_view text) {
  std::string plain(text);
  if (plain.find('%') != std::string::npos) {
    plain = percentDecode(plain, plain.find("BEGIN+CERTIFICATE") != std::string::npos);
  }
  return replaceAll(std::move(plain), "\\n", "\n");
}

/// Takes the first PEM block off the text; nothing when there is none.
std::optional<Result<std::string>> takeBlock(std::string_view& pem) {
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  const std::size_t begin = pem.find(kBegin);
  if (begin == std::string_view::npos) return std::nullopt;
  pem.remove_prefix(begin + kBegin.size());
  const std::size_t end = pem.find(kEnd);
  if (end == std::string_view::npos) {
    pem = {};
    return unreadable("its PEM text has no end line");
  }
  auto der = base64Decode(pem.substr(0, end));
  pem.remove_prefix(end + kEnd.size());
  if (!der) return unreadable("its PEM text is damaged");
  return der;
}

}  // namespace

/// Fills a certificate from what OpenSSL read.
class CertificateReader {
 public:
  static Result<CertificatePtr> read(std::string_view der) {
    if (der.size() > kLargestDer) return unreadable("it is larger than 64 KiB");
    ERR_clear_error();
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.data());
    const unsigned char* at = bytes;
    const X509Ptr source(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    const bool whole = source != nullptr && at == bytes + der.size() && isCanonical(source.get(), der);
    ERR_clear_error();
    if (!whole) return unreadable("its bytes are no certificate");

    CertificateReader reader(source.get());
    reader.made_->der_ = der;
    if (const char* fault = reader.fill(); fault != nullptr) return unreadable(fault);
    ERR_clear_error();
    return CertificatePtr(std::move(reader.made_));
  }

 private:
  explicit CertificateReader(X509* source) : source_(source), made_(new Certificate) {}

  /// Null, or what is wrong.
  const char* fill() {
    const X509_NAME* subject = X509_get_subject_name(source_);
    const X509_NAME* issuer = X509_get_issuer_name(source_);
    if (!isTextual(subject) || !isTextual(issuer)) return "a name in it holds a NUL or is no text";
    const auto not_before = timeOf(X509_get0_notBefore(source_));
    const auto not_after = timeOf(X509_get0_notAfter(source_));
    if (!not_before || !not_after) return "its validity is no time";

    Certificate& made = *made_;
    made.base64_ = base64Encode(made.der_);
    SHA256(reinterpret_cast<const unsigned char*>(made.der_.data()), made.der_.size(), made.fingerprint_.data());
    made.subject_ = nameText(subject);
    made.issuer_ = nameText(issuer);
    made.serial_ = serialText(X509_get0_serialNumber(source_));
    made.not_before_ = *not_before;
    made.not_after_ = *not_after;
    made.self_issued_ = X509_NAME_cmp(subject, issuer) == 0;
    made.authority_ = (X509_get_extension_flags(source_) & EXFLAG_CA) != 0U;
    readUsages();
    return nullptr;
  }

  /// An extension that is damaged or there twice counts as none.
  void readUsages() {
    using Usages = std::unique_ptr<EXTENDED_KEY_USAGE, Freed<EXTENDED_KEY_USAGE_free>>;
    const Usages usages(
        static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(source_, NID_ext_key_usage, nullptr, nullptr)));
    if (!usages) return;
    for (int i = 0; i < sk_ASN1_OBJECT_num(usages.get()); ++i) {
      const ASN1_OBJECT* usage = sk_ASN1_OBJECT_value(usages.get(), i);
      made_->extended_key_usages_.push_back(usageText(usage));
      if (OBJ_obj2nid(usage) == NID_client_auth) made_->client_authentication_ = true;
    }
  }

  X509* source_;
  std::shared_ptr<Certificate> made_;
};

std::size_t FingerprintHash::operator()(const Fingerprint& fingerprint) const {
  std::size_t hash = 0;
  std::memcpy(&hash, fingerprint.data(), sizeof(hash));
  return hash;
}

std::string toHex(const Fingerprint& fingerprint) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * fingerprint.size());
  for (const unsigned char byte : fingerprint) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

Result<CertificatePtr> Certificate::fromDer(std::string_view der) {
  return CertificateReader::read(der);
}

Result<CertificatePtr> Certificate::fromPem(std::string_view pem) {
  if (pem.size() > kLargestText) return unreadable("its text is larger than 1 MiB");
  const auto der = takeBlock(pem);
  if (!der) return unreadable("its text has no PEM block of a certificate");
  if (!*der) return tl::unexpected(der->error());
  return fromDer(**der);
}

Result<std::vector<CertificatePtr>> Certificate::chainFromPem(std::string_view pem) {
  if (pem.size() > kLargestText) return unreadable("its text is larger than 1 MiB");
  std::vector<CertificatePtr> chain;
  while (const auto der = takeBlock(pem)) {
    if (!*der) return tl::unexpected(der->error());
    auto certificate = fromDer(**der);
    if (!certificate) return tl::unexpected(std::move(certificate.error()));
    chain.push_back(std::move(*certificate));
  }
  if (chain.empty()) return unreadable("its text has no PEM block of a certificate");
  return chain;
}

Result<CertificatePtr> Certificate::fromAnyForm(std::string_view text) {
  if (text.size() > kLargestText) return unreadable("its text is larger than 1 MiB");
  // The bytes of DER may look like blanks at their end, so they are tried as they are.
  if (text.starts_with('\x30') && text.size() > 1 && (static_cast<unsigned char>(text[1]) & 0x80U) != 0U) {
    return fromDer(text);
  }
  const std::string plain = unescaped(trim(text));
  if (plain.find(kPemMark) != std::string::npos) return fromPem(plain);
  const auto decoded = base64Decode(plain);
  if (!decoded || decoded->empty()) return unreadable("its text is neither PEM nor base64");
  return trim(*decoded).starts_with(kPemMark) ? fromPem(*decoded) : fromDer(*decoded);
}

std::string Certificate::pem() const {
  constexpr std::size_t kLine = 64;
  std::string text = "-----BEGIN CERTIFICATE-----\n";
  for (std::size_t at = 0; at < base64_.size(); at += kLine) text.append(base64_, at, kLine).append("\n");
  return text + "-----END CERTIFICATE-----\n";
}

}  // namespace iflowsim
