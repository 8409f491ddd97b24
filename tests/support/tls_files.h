#pragma once
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>

namespace zhuangui::support {

/// A CA and a certificate for 127.0.0.1 signed by it, made fresh by the openssl program in `folder`.
class TlsFiles {
 public:
  explicit TlsFiles(const std::filesystem::path& folder, const std::string& name = "IP:127.0.0.1") : folder_{folder} {
    std::filesystem::create_directories(folder_);
    std::ofstream{folder_ / "name.ext"} << "subjectAltName=" << name << "\n";
    const std::string curve = " -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes ";
    run("openssl req -x509 -days 30 -subj '/CN=Test CA'" + curve + "-keyout ca.key -out ca.pem");
    run("openssl req -subj '/CN=county'" + curve + "-keyout server.key -out server.csr");
    run("openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile name.ext -out server.pem");
  }
  [[nodiscard]] std::string certificate() const { return (folder_ / "server.pem").string(); }
  [[nodiscard]] std::string key() const { return (folder_ / "server.key").string(); }
  [[nodiscard]] std::string ca_file() const { return (folder_ / "ca.pem").string(); }
  [[nodiscard]] std::string ca_pem() const {
    std::ostringstream text;
    text << std::ifstream{ca_file()}.rdbuf();
    return text.str();
  }

 private:
  void run(const std::string& command) const {
    if (std::system(("cd '" + folder_.string() + "' && " + command + " >openssl.log 2>&1").c_str()) != 0)
      throw std::runtime_error{command + " failed: see openssl.log in " + folder_.string()};
  }
  std::filesystem::path folder_;
};

}  // namespace zhuangui::support
