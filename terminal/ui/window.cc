#include "window.h"

#include <SDL.h>

#include <algorithm>
#include <string_view>

namespace zhuangui::ui {

struct Window::Handles {
  SDL_Window* window = nullptr;
  std::uint32_t wake_event = 0;
  bool kiosk = false;  // full screen: nothing a person does closes, leaves or minimises it
  int display_index = 0;
  std::optional<SDL_FingerID> finger;
  bool mouse_down = false;
  bool mouse_seen = false;
  SDL_Cursor* arrow = nullptr;
  ~Handles() {
    if (arrow != nullptr) SDL_FreeCursor(arrow);
    if (window != nullptr) SDL_DestroyWindow(window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
  }
};

namespace {

core::Error sdl_error(const char* what) {
  return {core::Errc::internal, std::string{what} + ": " + SDL_GetError(),
          "start it inside a desktop session, or without a display with --headless"};
}

/// SDL has a software framebuffer for X11 (and for its dummy); for Wayland and the bare console it can only copy frames
/// through a GPU texture, which Mesa draws by software where there is no GPU.
void choose_framebuffer() {
  const std::string_view driver = SDL_GetCurrentVideoDriver();
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, driver == "x11" || driver == "dummy" ? "0" : "1");
}

/// What is dropped on the window means nothing, and SDL would keep a copy of each.
void refuse_drops() {
  for (const auto kind : {SDL_DROPFILE, SDL_DROPTEXT, SDL_DROPBEGIN, SDL_DROPCOMPLETE}) SDL_EventState(kind, SDL_DISABLE);
}

/// Without a window manager nobody moves a full screen to where its display begins.
SDL_Rect bounds_of(const WindowPlace& place, bool there) {
  SDL_Rect at{};
  if (there && place.display == Display::fullscreen && SDL_GetDisplayBounds(place.display_index, &at) == 0) return at;
  if (place.left >= 0) return {place.left, 0, place.width, place.height};
  const int middle = static_cast<int>(SDL_WINDOWPOS_CENTERED_DISPLAY(there ? place.display_index : 0));
  return {middle, middle, place.width, place.height};
}

/// Alt+F4, Ctrl+Alt+Delete and their like are not the keys of our buttons.
bool is_shortcut(const SDL_Keysym& key) { return (key.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) != 0; }

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
    case SDLK_COLON:
    case SDLK_SEMICOLON: return Key::colon;
    case SDLK_SLASH:
    case SDLK_KP_DIVIDE: return Key::slash;
    case SDLK_PAUSE:
    case SDLK_SCROLLLOCK: return Key::pause;
    case SDLK_UP: return Key::up;
    case SDLK_DOWN: return Key::down;
    default: return std::nullopt;
  }
}

}  // namespace

core::Result<std::unique_ptr<Window>> Window::open(const WindowPlace& place) {
  SDL_SetMainReady();
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");  // the program stops in order by itself
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");  // a finger is taken once, as a finger
  SDL_SetHint(SDL_HINT_MOUSE_TOUCH_EVENTS, "0");
  SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return tl::unexpected(sdl_error("open the display"));
  choose_framebuffer();
  refuse_drops();
  auto handles = std::make_unique<Handles>();
  handles->kiosk = place.display == Display::fullscreen;
  handles->display_index = place.display_index;
  const bool there = place.display_index < SDL_GetNumVideoDisplays();
  const SDL_Rect at = bounds_of(place, there);
  const auto flags = !there ? SDL_WINDOW_HIDDEN : handles->kiosk ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WindowFlags{};
  handles->window = SDL_CreateWindow(place.title, at.x, at.y, at.w, at.h, static_cast<std::uint32_t>(flags));
  if (handles->window == nullptr) return tl::unexpected(sdl_error("open the window"));
  handles->arrow = SDL_CreateSystemCursor(SDL_SYSTEM_CURSOR_ARROW);  // else the display's own, which may be any
  SDL_SetCursor(handles->arrow);
  // Hidden until somebody moves a mouse. Only a change of it reaches a window that has just been made.
  SDL_ShowCursor(SDL_ENABLE);
  SDL_ShowCursor(SDL_DISABLE);
  handles->wake_event = SDL_RegisterEvents(1);
  SDL_StopTextInput();  // no input method: the pad is our own
  if (SDL_GetWindowSurface(handles->window) == nullptr) return tl::unexpected(sdl_error("draw into the window"));
  auto window = std::unique_ptr<Window>{new Window{std::move(handles)}};
  SDL_GetWindowSize(window->handles_->window, &window->width_, &window->height_);
  window->is_there_ = there;
  return window;
}

Window::Window(std::unique_ptr<Handles> handles) : handles_{std::move(handles)} {}
Window::~Window() = default;

void Window::show(const std::uint32_t* pixels, int width, int height, const std::vector<Rect>& rects) {
  SDL_Surface* target = SDL_GetWindowSurface(handles_->window);
  if (target == nullptr) return;  // minimised or being moved to another display: an exposed event follows
  // SDL reads from the surface only; the cast does not let it write.
  SDL_Surface* source = SDL_CreateRGBSurfaceWithFormatFrom(const_cast<std::uint32_t*>(pixels), width, height, 32, width * 4,
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
  if (event.type == handles_->wake_event || (second_ != nullptr && second_->take(event))) return WindowEvent{};
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
      // The first says only where the pointer was when the window came up beneath it.
      if (std::exchange(handles_->mouse_seen, true)) SDL_ShowCursor(SDL_ENABLE);
      return handles_->mouse_down ? WindowEvent{Kind::move, event.motion.x, event.motion.y, Key::enter} : nothing;
    case SDL_MOUSEBUTTONUP:
      if (event.button.button != SDL_BUTTON_LEFT) return nothing;
      handles_->mouse_down = false;
      return WindowEvent{Kind::up, event.button.x, event.button.y, Key::enter};
    case SDL_MOUSEWHEEL: return WindowEvent{Kind::wheel, 0, -event.wheel.y, Key::enter};
    case SDL_KEYDOWN: {
      const auto key = key_of(event.key.keysym.sym);
      if (is_shortcut(event.key.keysym)) return nothing;
      return key && event.key.repeat == 0 ? WindowEvent{Kind::key, 0, 0, *key} : nothing;  // a held key does nothing twice
    }
    case SDL_QUIT: return WindowEvent{handles_->kiosk ? Kind::woken : Kind::quit, 0, 0, Key::enter};
    case SDL_WINDOWEVENT: return WindowEvent{of_window(event.window.event), 0, 0, Key::enter};
    default: return nothing;
  }
}

/// Keys are those of the terminal, whichever of its windows has the focus.
bool Window::take(const SDL_Event& event) {
  const std::uint32_t own = SDL_GetWindowID(handles_->window);
  switch (event.type) {
    case SDL_DISPLAYEVENT: follow_displays(); return false;
    case SDL_WINDOWEVENT:
      if (event.window.windowID != own) return false;
      uncovered_ = true;
      of_window(event.window.event);
      return true;
    case SDL_MOUSEMOTION: return event.motion.windowID == own;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: return event.button.windowID == own;
    case SDL_MOUSEWHEEL: return event.wheel.windowID == own;
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP: return event.tfinger.windowID == own;
    default: return false;
  }
}

void Window::follow_displays() {
  const bool there = handles_->display_index < SDL_GetNumVideoDisplays();
  if (there == is_there_) return;
  is_there_ = there;
  uncovered_ = true;
  if (!there) return SDL_HideWindow(handles_->window);
  SDL_Rect at{};
  SDL_GetDisplayBounds(handles_->display_index, &at);
  SDL_SetWindowPosition(handles_->window, at.x, at.y);
  if (handles_->kiosk) SDL_SetWindowFullscreen(handles_->window, SDL_WINDOW_FULLSCREEN_DESKTOP);
  SDL_ShowWindow(handles_->window);
  SDL_GetWindowSize(handles_->window, &width_, &height_);
}

WindowEvent::Kind Window::of_window(int what) {
  using Kind = WindowEvent::Kind;
  switch (what) {
    case SDL_WINDOWEVENT_EXPOSED: return Kind::exposed;
    case SDL_WINDOWEVENT_FOCUS_LOST: return Kind::cancel;
    case SDL_WINDOWEVENT_MINIMIZED:
      if (handles_->kiosk) SDL_RestoreWindow(handles_->window);
      return Kind::woken;
    case SDL_WINDOWEVENT_SIZE_CHANGED:
      SDL_GetWindowSize(handles_->window, &width_, &height_);
      return Kind::resized;
    default: return Kind::woken;
  }
}

void Window::wake() {
  SDL_Event event{};
  event.type = handles_->wake_event;
  SDL_PushEvent(&event);
}

}  // namespace zhuangui::ui
