#pragma once
#include "printer/status.h"

namespace zhuangui::printer {

/// What keeps paper from coming out. A stable word each (trouble_name), the notice code of a screen.
enum class Trouble {
  none,
  unplugged,      ///< not on the bus
  no_permission,  ///< on the bus, but it may not be opened
  held,           ///< another program has it
  paper_out,
  cover_open,
  cutter_jam,
  offline,        ///< takes nothing or says offline, for a cause it does not tell
  stalled,        ///< its endpoint stalled; it is opened anew
  cancelled,      ///< the job was given up and what the printer held of it was cleared
  not_cleared,    ///< the job was given up, but the printer may still print what it holds of it
  drawer_resting, ///< the drawer was opened a moment ago: its solenoid must not burn
  not_printable,  ///< the job cannot be put into this printer's language
  other_language  ///< by its own words it speaks no ESC/POS: it is sent nothing
};
const char* trouble_name(Trouble trouble);

/// What a status says is wrong, the cause a person can mend first; none when it is clean.
Trouble trouble_of(const Status& status);

}  // namespace zhuangui::printer
