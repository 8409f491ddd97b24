#include "ui/sounder.h"

#include <SDL.h>
#include <vector>

namespace zhuangui::ui {
namespace {

constexpr int samples_per_second = Sounder::samples_per_second;

// A square wave, softened at both ends so that it does not click.
std::vector<std::int16_t> tone(int hertz, int length_ms, int loudness_max) {
  const int count = samples_per_second * length_ms / 1'000;
  const int half_period = samples_per_second / hertz / 2;
  constexpr int fade = samples_per_second / 200;
  std::vector<std::int16_t> samples;
  for (int index = 0; index < count; ++index) {
    const int edge = index < count - index ? index : count - index;
    const int loudness = edge < fade ? loudness_max * edge / fade : loudness_max;
    samples.push_back(static_cast<std::int16_t>(index / half_period % 2 == 0 ? loudness : -loudness));
  }
  return samples;
}

}  // namespace

Sounder::~Sounder() {
  if (device_ != 0) SDL_CloseAudioDevice(device_);
}

bool Sounder::open() {
  if (tried_) return device_ != 0;
  tried_ = true;
  if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return false;
  SDL_AudioSpec wanted{};
  wanted.freq = samples_per_second;
  wanted.format = AUDIO_S16SYS;
  wanted.channels = 1;
  wanted.samples = 512;
  device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
  if (device_ != 0) SDL_PauseAudioDevice(device_, 0);
  return device_ != 0;
}

void Sounder::play(bool accepted, int volume) {
  if (!open()) return;
  constexpr int loudness_max = 12'000;
  const int loudness = volume <= 1 ? loudness_max / 4 : volume == 2 ? loudness_max / 2 : loudness_max;
  const std::vector<std::int16_t> samples = accepted ? tone(1'760, 70, loudness) : tone(220, 280, loudness);
  SDL_ClearQueuedAudio(device_);  // the newest scan is what counts
  speaks_ = false;
  SDL_QueueAudio(device_, samples.data(), static_cast<Uint32>(samples.size() * sizeof samples[0]));
}

void Sounder::speak(const std::vector<std::int16_t>& samples) {
  if (samples.empty() || !open()) return;
  if (speaks_) SDL_ClearQueuedAudio(device_);
  speaks_ = true;
  SDL_QueueAudio(device_, samples.data(), static_cast<Uint32>(samples.size() * sizeof samples[0]));
}

}  // namespace zhuangui::ui
