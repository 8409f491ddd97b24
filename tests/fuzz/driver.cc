// Runs a fuzz target without libFuzzer: its seeds and the files of its corpus as they are, then a fixed number of
// mutations of each. What breaks is kept as a file, to become part of the corpus.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "fuzz_target.h"
#include "mutate.h"
#include "seed.h"

// Bounded memory: nothing that a parser asks for may be larger than this, whatever the input says.
extern "C" const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
  return "max_allocation_size_mb=256:allocator_may_return_null=0:detect_leaks=1:handle_abort=0:abort_on_error=1";
}
extern "C" const char* __ubsan_default_options();
extern "C" const char* __ubsan_default_options() { return "abort_on_error=1:print_stacktrace=1"; }

namespace {

namespace fs = std::filesystem;
using zhuangui::fuzz::mutate;

std::string crash_file;     // where the input is kept that breaks the target
const std::string* current = nullptr;

void keep_current() {
  if (current == nullptr || crash_file.empty()) return;
  if (std::FILE* file = std::fopen(crash_file.c_str(), "wb")) {
    std::fwrite(current->data(), 1, current->size(), file);
    std::fclose(file);
    std::fprintf(stderr, "the input is kept in %s\n", crash_file.c_str());
  }
  current = nullptr;
}

void on_abort(int) {
  keep_current();
  std::signal(SIGABRT, SIG_DFL);
  std::raise(SIGABRT);
}

void run(const std::string& input) {
  current = &input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
  current = nullptr;
}

std::vector<std::string> read_corpus(const std::string& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> inputs;
  for (const fs::path& path : paths) {
    std::ifstream file(path, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return inputs;
}

int write_seeds(const std::string& folder) {
  int number = 0;
  for (const std::string& seed : zhuangui::fuzz::seeds())
    std::ofstream(folder + "/seed-" + std::to_string(number++), std::ios::binary) << seed;
  return 0;
}

int usage() {
  std::fputs("usage: fuzz_NAME CORPUS MUTATIONS_EACH CRASH_FILE | fuzz_NAME --write-seeds FOLDER\n", stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--write-seeds") == 0) return write_seeds(argv[2]);
  if (argc != 4) return usage();
  const int mutations_each = std::atoi(argv[2]);
  crash_file = argv[3];
  std::signal(SIGABRT, on_abort);

  std::vector<std::string> inputs = zhuangui::fuzz::seeds();
  const std::vector<std::string> files = read_corpus(argv[1]);
  inputs.insert(inputs.end(), files.begin(), files.end());
  const std::uint64_t seed = zhuangui::support::test_seed();
  std::printf("%s\n", zhuangui::support::replay(seed).c_str());
  std::fflush(stdout);
  std::mt19937_64 random{seed};
  long runs = 0;
  for (const std::string& input : inputs) run(input), ++runs;
  for (const std::string& input : inputs)
    for (int round = 0; round < mutations_each; ++round, ++runs) {
      const std::string& other = inputs[random() % inputs.size()];
      run(mutate(input, other, random));
    }
  std::printf("%zu inputs, %ld runs\n", inputs.size(), runs);
  return 0;
}
