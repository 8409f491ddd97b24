#include <qrencode.h>

#include <memory>

#include "canvas.h"
#include "receipt/render.h"

namespace zhuangui::receipt {

device::Picture draw_qr(const device::QrCode& code) {
  constexpr int quiet_modules = 4;
  constexpr std::size_t content_bytes_max = 512;
  if (code.content.empty() || code.content.size() > content_bytes_max) return {};
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> symbol(
      QRcode_encodeData(static_cast<int>(code.content.size()),
                        reinterpret_cast<const unsigned char*>(code.content.data()), 0, QR_ECLEVEL_M),
      &QRcode_free);
  if (!symbol) return {};
  const int dots = code.module_dots;
  Canvas canvas((symbol->width + 2 * quiet_modules) * dots, (symbol->width + 2 * quiet_modules) * dots);
  for (int row = 0; row < symbol->width; ++row)
    for (int column = 0; column < symbol->width; ++column)
      if (symbol->data[row * symbol->width + column] & 1)
        for (int y = 0; y < dots; ++y)
          for (int x = 0; x < dots; ++x)
            canvas.black((column + quiet_modules) * dots + x, (row + quiet_modules) * dots + y);
  return canvas.take();
}

}  // namespace zhuangui::receipt
