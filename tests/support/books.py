"""What terminal and county hold at this moment, read beside them from their databases: read-only, no program asked."""
import contextlib
import pathlib
import sqlite3

ENTRY = """SELECT hash FROM entries WHERE terminal = (SELECT number FROM terminals WHERE id = ?) AND epoch = ? AND seq = ?"""


def read_only(path):
    return contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10))


@contextlib.contextmanager
def write_lock(county_folder):
    """Nobody can commit to the county's database meanwhile; nothing is changed."""
    with contextlib.closing(sqlite3.connect(pathlib.Path(county_folder) / "county.db", timeout=10, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            database.execute("ROLLBACK")


class Books:
    def __init__(self, county_folder, terminal_folder, terminal, batch_entries):
        self.county = pathlib.Path(county_folder) / "county.db"
        self.journal = pathlib.Path(terminal_folder) / "journal.db"
        self.terminal, self.batch_entries = terminal, batch_entries

    def county_seq(self):
        """Entries of the terminal at the county, over all epochs."""
        with read_only(self.county) as database:
            return database.execute("SELECT coalesce(sum(last_seq), 0) FROM epochs WHERE terminal = "
                                    "(SELECT number FROM terminals WHERE id = ?)", (self.terminal,)).fetchone()[0]

    def last_seq(self):
        with read_only(self.journal) as database:
            return database.execute("SELECT seq FROM entries ORDER BY place DESC LIMIT 1").fetchone()[0]

    def compare(self, log):
        """Adds a line {"trouble"} when the terminal takes for delivered what the county lacks or has otherwise."""
        if not self.journal.exists():
            return
        with read_only(self.journal) as database:
            marked = database.execute("SELECT epoch, seq FROM county_positions").fetchall()
            ours = {(epoch, seq): database.execute("SELECT hash FROM entries WHERE place = ?", ((epoch << 32) + seq,)).fetchone()
                    for epoch, seq in marked}
        with read_only(self.county) as database:
            for (epoch, seq), hash_of_ours in ours.items():
                theirs = database.execute(ENTRY, (self.terminal, epoch, seq)).fetchone()
                if theirs is None or theirs != hash_of_ours:
                    log.append({"trouble": f"entry {seq} of epoch {epoch} counts as sent, the county "
                                           + ("lacks it" if theirs is None else "has another one")})
