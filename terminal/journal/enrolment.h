#pragma once
// Private to journal: the kept row of the enrolment.
#include "journal/journal.h"
#include "sqlite.h"

namespace zhuangui::journal {

/// nullopt: this terminal is not enrolled. Errors: corrupt, others of Connection.
Result<std::optional<Enrolment>> read_enrolment(Connection& database);
bool same(const Enrolment& one, const Enrolment& other);

/// Opens DIR's database for writing with everything set, migrated to the tables of this program.
Result<Connection> open_for_writing(const std::string& directory, const std::string& vfs);
/// Opens DIR's database for reading beside a writer. Errors: not_found, newer_version, others of Connection.
Result<Connection> open_for_reading(const std::string& directory);

}  // namespace zhuangui::journal
