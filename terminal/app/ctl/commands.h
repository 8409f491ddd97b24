#pragma once
// Each adds one command with its options. When it is chosen, it runs and leaves its exit code in the context.

namespace CLI {
class App;
}

namespace zhuangui::app {

struct Context;

void add_status(CLI::App& app, Context& context);
void add_journal(CLI::App& app, Context& context);
void add_sale(CLI::App& app, Context& context);
void add_enrol(CLI::App& app, Context& context);
void add_sync(CLI::App& app, Context& context);

}  // namespace zhuangui::app
