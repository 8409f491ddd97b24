#include "printer/trouble.h"

namespace zhuangui::printer {

const char* trouble_name(Trouble trouble) {
  switch (trouble) {
    case Trouble::none: return "none";
    case Trouble::unplugged: return "unplugged";
    case Trouble::no_permission: return "no_permission";
    case Trouble::held: return "held";
    case Trouble::paper_out: return "paper_out";
    case Trouble::cover_open: return "cover_open";
    case Trouble::cutter_jam: return "cutter_jam";
    case Trouble::offline: return "offline";
    case Trouble::stalled: return "stalled";
    case Trouble::cancelled: return "cancelled";
    case Trouble::not_cleared: return "not_cleared";
    case Trouble::drawer_resting: return "drawer_resting";
    case Trouble::not_printable: return "not_printable";
    case Trouble::other_language: return "other_language";
  }
  return "none";
}

Trouble trouble_of(const Status& status) {
  // With the cover open the paper sensor sees nothing either: the cover is what a person must look at.
  if (status.cover_open) return Trouble::cover_open;
  if (status.paper_out) return Trouble::paper_out;
  if (status.cutter_error) return Trouble::cutter_jam;
  return is_clean(status) ? Trouble::none : Trouble::offline;
}

}  // namespace zhuangui::printer
