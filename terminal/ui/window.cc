#include "window.h"

#include <SDL.h>

#include <algorithm>

namespace zhuangui::ui {

struct Window::Handles {
  SDL_Window* window = nullptr;
  std::uint32_t wake_event = 0;
  std::optional<SDL_FingerID> finger;
  bool mouse_down = false;
  ~Handles() {
    if (window != nullptr) SDL_DestroyWindow(window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
  }
};

namespace {

core::Error sdl_error(const char* what) {
  return {core::Errc::internal, std::string{what} + ": " + SDL_GetError(),
          "start it inside a desktop session, or without a display with --headless"};
}

std::optional<Key> key_of(SDL_Keycode code) {
  if (code >= SDLK_0 && code <= SDLK_9) return static_cast<Key>(static_cast<int>(Key::digit_0) + (code - SDLK_0));
  if (code >= SDLK_KP_1 && code <= SDLK_KP_9) return static_cast<Key>(static_cast<int>(Key::digit_1) + (code - SDLK_KP_1));
  if (code >= SDLK_F1 && code <= SDLK_F12) return static_cast<Key>(static_cast<int>(Key::f1) + (code - SDLK_F1));
  if (code >= SDLK_a && code <= SDLK_z) return static_cast<Key>(static_cast<int>(Key::letter_a) + (code - SDLK_a));
  switch (code) {
    case SDLK_KP_0: return Key::digit_0;
    case SDLK_RETURN:
    case SDLK_KP_ENTER: return Key::enter;
    case SDLK_ESCAPE: return Key::escape;
    case SDLK_BACKSPACE: return Key::backspace;
    case SDLK_DELETE: return Key::remove;
    case SDLK_PLUS:
    case SDLK_EQUALS:
    case SDLK_KP_PLUS: return Key::plus;
    case SDLK_MINUS:
    case SDLK_KP_MINUS: return Key::minus;
    case SDLK_PERIOD:
    case SDLK_KP_PERIOD: return Key::dot;
    case SDLK_SPACE: return Key::space;
    case SDLK_UP: return Key::up;
    case SDLK_DOWN: return Key::down;
    default: return std::nullopt;
  }
}

}  // namespace

core::Result<std::unique_ptr<Window>> Window::open(const Options& options) {
  SDL_SetMainReady();
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");        // the program stops in order by itself
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");  // else SDL copies every frame through a GPU texture
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");        // a finger is taken once, as a finger
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return tl::unexpected(sdl_error("open the display"));
  auto handles = std::make_unique<Handles>();
  const bool full = options.display == Display::fullscreen;
  handles->window = SDL_CreateWindow("zhuangui", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, options.width, options.height,
                                     full ? static_cast<std::uint32_t>(SDL_WINDOW_FULLSCREEN_DESKTOP) : 0U);
  if (handles->window == nullptr) return tl::unexpected(sdl_error("open the window"));
  handles->wake_event = SDL_RegisterEvents(1);
  SDL_StopTextInput();  // no input method: the pad is our own
  auto window = std::unique_ptr<Window>{new Window{std::move(handles)}};
  SDL_GetWindowSize(window->handles_->window, &window->width_, &window->height_);
  return window;
}

Window::Window(std::unique_ptr<Handles> handles) : handles_{std::move(handles)} {}
Window::~Window() = default;

void Window::show(const std::uint32_t* pixels, const std::vector<Rect>& rects) {
  SDL_Surface* target = SDL_GetWindowSurface(handles_->window);
  if (target == nullptr) return;  // minimised or being moved to another display: an exposed event follows
  // SDL reads from the surface only; the cast does not let it write.
  SDL_Surface* source = SDL_CreateRGBSurfaceWithFormatFrom(const_cast<std::uint32_t*>(pixels), width_, height_, 32, width_ * 4,
                                                           SDL_PIXELFORMAT_RGB888);
  std::vector<SDL_Rect> parts;
  for (const Rect& rect : rects) {
    SDL_Rect from{rect.x, rect.y, rect.w, rect.h};
    SDL_Rect to = from;
    if (SDL_BlitSurface(source, &from, target, &to) == 0 && to.w > 0 && to.h > 0) parts.push_back(to);
  }
  SDL_FreeSurface(source);
  SDL_UpdateWindowSurfaceRects(handles_->window, parts.data(), static_cast<int>(parts.size()));
}

std::optional<WindowEvent> Window::wait(int timeout_ms) {
  SDL_Event event;
  const int got = timeout_ms < 0 ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, timeout_ms);
  if (got == 0) return std::nullopt;
  using Kind = WindowEvent::Kind;
  const auto finger = [&](Kind kind) {
    return WindowEvent{kind, static_cast<int>(event.tfinger.x * static_cast<float>(width_)),
                       static_cast<int>(event.tfinger.y * static_cast<float>(height_)), Key::enter};
  };
  const WindowEvent nothing{};
  if (event.type == handles_->wake_event) return WindowEvent{};
  switch (event.type) {
    case SDL_FINGERDOWN:
      SDL_ShowCursor(SDL_DISABLE);
      if (handles_->finger) return nothing;
      handles_->finger = event.tfinger.fingerId;
      return finger(Kind::down);
    case SDL_FINGERMOTION:
      return handles_->finger == event.tfinger.fingerId ? finger(Kind::move) : nothing;
    case SDL_FINGERUP:
      if (handles_->finger != event.tfinger.fingerId) return nothing;
      handles_->finger.reset();
      return finger(Kind::up);
    case SDL_MOUSEBUTTONDOWN:
      SDL_ShowCursor(SDL_ENABLE);
      if (event.button.button != SDL_BUTTON_LEFT) return nothing;
      handles_->mouse_down = true;
      return WindowEvent{Kind::down, event.button.x, event.button.y, Key::enter};
    case SDL_MOUSEMOTION:
      return handles_->mouse_down ? WindowEvent{Kind::move, event.motion.x, event.motion.y, Key::enter} : nothing;
    case SDL_MOUSEBUTTONUP:
      if (event.button.button != SDL_BUTTON_LEFT) return nothing;
      handles_->mouse_down = false;
      return WindowEvent{Kind::up, event.button.x, event.button.y, Key::enter};
    case SDL_MOUSEWHEEL: return WindowEvent{Kind::wheel, 0, -event.wheel.y, Key::enter};
    case SDL_KEYDOWN: {
      const auto key = key_of(event.key.keysym.sym);
      return key && event.key.repeat == 0 ? WindowEvent{Kind::key, 0, 0, *key} : nothing;  // a held key does nothing twice
    }
    case SDL_QUIT: return WindowEvent{Kind::quit, 0, 0, Key::enter};
    case SDL_WINDOWEVENT:
      if (event.window.event == SDL_WINDOWEVENT_EXPOSED) return WindowEvent{Kind::exposed, 0, 0, Key::enter};
      if (event.window.event == SDL_WINDOWEVENT_FOCUS_LOST) return WindowEvent{Kind::cancel, 0, 0, Key::enter};
      return nothing;
    default: return nothing;
  }
}

void Window::wake() {
  SDL_Event event{};
  event.type = handles_->wake_event;
  SDL_PushEvent(&event);
}

}  // namespace zhuangui::ui
