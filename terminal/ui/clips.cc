#include <SDL.h>

#include <algorithm>
#include <filesystem>

#include "ui/sounder.h"
#include "ui/voice.h"

namespace zhuangui::ui {
namespace {

constexpr std::uintmax_t clip_file_bytes_max = 1 << 20;
constexpr std::size_t clips_max = 200;
constexpr int length_max_s = 4;
constexpr int gap_ms = 30;

/// What is so quiet at both ends only makes an amount slow to hear.
void trim(std::vector<std::int16_t>& samples) {
  const auto is_heard = [](std::int16_t sample) { return sample > 250 || sample < -250; };
  const auto last = std::find_if(samples.rbegin(), samples.rend(), is_heard);
  samples.erase(last.base(), samples.end());
  samples.erase(samples.begin(), std::find_if(samples.begin(), samples.end(), is_heard));
}

/// Whatever the recording's rate, width and channels are; empty: it cannot be read, or is too long.
std::vector<std::int16_t> load_clip(const std::filesystem::path& file) {
  std::error_code error;
  if (const auto bytes = std::filesystem::file_size(file, error); error || bytes > clip_file_bytes_max) return {};
  SDL_AudioSpec spec{};
  Uint8* bytes = nullptr;
  Uint32 length = 0;
  if (SDL_LoadWAV(file.c_str(), &spec, &bytes, &length) == nullptr) return {};
  SDL_AudioStream* stream =
      SDL_NewAudioStream(spec.format, spec.channels, spec.freq, AUDIO_S16SYS, 1, Sounder::samples_per_second);
  std::vector<std::int16_t> samples;
  if (stream != nullptr && SDL_AudioStreamPut(stream, bytes, static_cast<int>(length)) == 0 && SDL_AudioStreamFlush(stream) == 0) {
    const int available = SDL_AudioStreamAvailable(stream);
    if (available > 0 && available <= length_max_s * Sounder::samples_per_second * 2) {
      samples.resize(static_cast<std::size_t>(available) / sizeof samples[0]);
      const int got = SDL_AudioStreamGet(stream, samples.data(), available);
      samples.resize(got > 0 ? static_cast<std::size_t>(got) / sizeof samples[0] : 0);
    }
  }
  SDL_FreeAudioStream(stream);
  SDL_FreeWAV(bytes);
  trim(samples);
  return samples;
}

}  // namespace

Clips Clips::load(const std::string& folder) {
  Clips clips;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
    if (entry.path().extension() != ".wav" || clips.samples_.size() >= clips_max) continue;
    if (auto samples = load_clip(entry.path()); !samples.empty()) clips.samples_[entry.path().stem()] = std::move(samples);
  }
  return clips;
}

std::vector<std::int16_t> Clips::join(const Spoken& spoken) const {
  std::vector<std::int16_t> joined;
  for (const std::string& name : spoken) {
    const auto found = samples_.find(name);
    if (found == samples_.end()) return {};
    joined.insert(joined.end(), found->second.begin(), found->second.end());
    joined.insert(joined.end(), Sounder::samples_per_second * gap_ms / 1'000, 0);
  }
  return joined;
}

}  // namespace zhuangui::ui
