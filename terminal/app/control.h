#pragma once
// How a script drives a terminal: the parent process runs the script, the terminal is its child, and between them is
// one Unix stream socket (the child gets its end as --control-fd N) with one JSON object a line in each direction.
//
//   parent -> child  {"id":7,"do":"scan","aim":"E0","text":"6901234567892"}
//   child -> parent  {"id":7,"ok":true, …}        after the command has been carried out and everything it set going
//                                                 has come to rest (queues empty, nothing on the way to or from a
//                                                 device, the journal's answer drawn and presented)
//                    {"id":7,"ok":false,"code":"not_found","message":"…","usage":false}
//
// Every answer also tells "wall_utc_ms", the child's wall clock: a script under the virtual clock starts the next child
// there. The child sends {"id":0,"ok":true,"state":"idle"} once by itself when it is ready for commands.
// Commands, one at a time, answered in order (fields beyond "id" and "do"):
//   scan       mode, aim, text           through the simulated scanner's bytes; mode kbd (when left out), pos or serial
//   card       text                      through the simulated card reader's
//   scan_burst interval_ms, texts[]      the same, one after the other without coming to rest in between
//   tap        target                    "@id" or a label, "LABEL#2" the second; not_found with what is on screen
//   key        name                      ui::parse_key's names
//   type       text                      digits, small letters and . : - /, one key press each
//   dump                                 -> "dump": the object of design §8
//   texts                                -> "texts": every text on the screen, in the order drawn
//   printer | scanner | weigh | scale | card-reader | display | network | disk   words[] as they stand in the script after the command's name
//   clock      words[]                   ["+8h"] | ["set","2026-11-24T09:00:00"]: the wall clock jumps, time-outs do not
//   advance    limit_ms                  virtual clock: on to the next timer, at most limit_ms; real clock: waits at most
//                                        50 ms -> "advanced_ms" (0: no timer within the limit)
//   sync_wait  timeout_ms                drives sync until nothing is unsent -> "unsent"
//   status                               -> "unsent","drawer_pulses","printed_bytes" (of this process), "weight_g" (when
//                                        the scale shows a weight), "display_upper","display_lower" (simulated)
//   arm_crash  words[]                   ["before-commit"] | ["after-commit"] | ["on-frame","paid"] |
//                                        ["after-print-bytes","120"]: SIGKILL of itself at that very moment
//   screenshot file                      PNG of the frame last presented
//   screenshot-customer file             the same of the customer's window
//   stop                                 orderly stop; the answer comes just before the process ends
//
// A command that needs simulated devices answers usage:true on a terminal without --simulate.
