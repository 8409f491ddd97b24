#pragma once
// A mutant is a named fault that the tests put into a program to see that they notice it (tests/mutants). A site is one
// `if (core::mutant("name"))` where somebody could really make that mistake.
//
// It stands here because every room that decides anything reaches core. Nothing of it is in an ordinary program: there
// the answer is a constant, and the compiler takes the site away. Only tests/mutants compiles the files that have sites
// once more with ZHUANGUI_MUTANTS, and only there is the function defined that reads which mutant was chosen: whoever
// sets the switch anywhere else gets a program that does not link.
#include <string_view>

namespace zhuangui::core {

#ifdef ZHUANGUI_MUTANTS
bool mutant(std::string_view name);
#else
consteval bool mutant(std::string_view /*name*/) { return false; }
#endif

}  // namespace zhuangui::core
