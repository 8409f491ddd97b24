#pragma once
#include <string>

namespace zhuangui::test {

/// '1' a black module, '0' a white one: what a printer draws for GS k. Tables of their own, apart from the product's.
std::string ean13_modules(const std::string& digits);
/// `data` as GS k gives it, with "{B", "{C" and "{{".
std::string code128_modules(const std::string& data);

}  // namespace zhuangui::test
